package io.vipgate.bench.avail;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Contenders that are measured in one turn, each on clusters of its own.
 *
 * <p>Whose outages are some ten milliseconds are measured by turns, one at a time: while one is
 * restored, the other fails. Whose outages are seconds fail side by side, where milliseconds of
 * disturbance are lost in what is measured.
 *
 * @param lanes clusters of each contender
 * @param atOnce how many of all of them may count at the same time
 */
record Turn(List<Contenders> contenders, int lanes, int atOnce) {
  private static final int SIDE_BY_SIDE = 2;

  Turn {
    contenders = List.copyOf(contenders);
  }

  /** The turns in which these contenders are measured at this failure, with so many tries each. */
  static List<Turn> of(Failure failure, Collection<Contenders> contenders, int tries) {
    List<Contenders> fast = contenders.stream().filter(Contenders::isFast).toList();
    List<Contenders> slow = contenders.stream().filter(c -> !c.isFast()).toList();
    List<Turn> turns = new ArrayList<>();
    if (!fast.isEmpty()) {
      turns.add(new Turn(fast, 1, 1));
    }
    if (!slow.isEmpty()) {
      int lanes = failure.isSoonOver() ? 1 : Math.min(SIDE_BY_SIDE, tries);
      turns.add(new Turn(slow, lanes, lanes * slow.size()));
    }
    return turns;
  }
}
