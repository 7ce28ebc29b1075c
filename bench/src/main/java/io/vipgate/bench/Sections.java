package io.vipgate.bench;

import io.vipgate.bench.avail.AvailSection;
import io.vipgate.bench.data.DataSection;
import io.vipgate.bench.endure.EndureSection;
import io.vipgate.bench.foot.FootSection;
import io.vipgate.bench.scale.ScaleSection;
import io.vipgate.bench.soak.SoakSection;
import io.vipgate.bench.soak.TakeoverSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All sections, and the choice among their cells. */
final class Sections {
  private static final List<Section> ALL =
      List.of(
          new AvailSection(),
          new DataSection(),
          new FootSection(),
          new ScaleSection(),
          new TakeoverSection(),
          new SoakSection(),
          new EndureSection());

  /** A section and those of its cells that were chosen. */
  record Chosen(Section section, List<String> cells) {
    Chosen without(Set<String> others) {
      return new Chosen(section, cells.stream().filter(cell -> !others.contains(cell)).toList());
    }

    /** A part for each cell: each is written down as soon as it is there. */
    private Stream<Chosen> apart() {
      return cells.stream().map(cell -> new Chosen(section, List.of(cell)));
    }
  }

  private Sections() {}

  /** The names of all cells. */
  static List<String> cells() {
    return ALL.stream().flatMap(section -> section.cells().stream()).toList();
  }

  /**
   * Those whose names begin with one of the wanted ones; if none is wanted all, or in the quick
   * mode the telling ones.
   *
   * @throws IllegalArgumentException if a wanted one begins no name
   */
  static List<Chosen> choose(List<String> wanted, Mode mode) {
    for (String want : wanted) {
      if (cells().stream().noneMatch(cell -> cell.startsWith(want))) {
        throw new IllegalArgumentException(
            "cell: value: %s (expected: the beginning of one of %s)".formatted(want, cells()));
      }
    }
    List<Chosen> chosen = new ArrayList<>();
    for (Section section : ALL) {
      List<String> cells = wanted.isEmpty() && !mode.isFull() ? section.telling() : section.cells();
      cells =
          cells.stream()
              .filter(cell -> wanted.isEmpty() || wanted.stream().anyMatch(w -> isWanted(cell, w)))
              .toList();
      if (!cells.isEmpty()) {
        chosen.add(new Chosen(section, cells));
      }
    }
    return mode.isFull() ? chosen.stream().flatMap(Chosen::apart).toList() : chosen;
  }

  /** The whole name of a cell means that one alone. */
  private static boolean isWanted(String cell, String want) {
    return cells().contains(want) ? cell.equals(want) : cell.startsWith(want);
  }
}
