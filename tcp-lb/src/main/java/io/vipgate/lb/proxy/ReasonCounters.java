package io.vipgate.lb.proxy;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** One counter for each reason of an enum, so that a reason that never came up reads 0. */
final class ReasonCounters<E extends Enum<E>> {
  private final Class<E> reasons;
  private final Map<E, Counter> counters;

  ReasonCounters(Class<E> reasons) {
    this.reasons = reasons;
    this.counters = new EnumMap<>(reasons);
    for (E reason : reasons.getEnumConstants()) {
      counters.put(reason, new Counter());
    }
  }

  void increment(E reason) {
    Objects.requireNonNull(counters.get(reason)).increment();
  }

  Map<E, Long> read() {
    Map<E, Long> values = new EnumMap<>(reasons);
    counters.forEach((reason, counter) -> values.put(reason, counter.get()));
    return values;
  }

  static <E extends Enum<E>> Map<E, Long> sum(Map<E, Long> left, Map<E, Long> right) {
    Map<E, Long> sums = new EnumMap<>(left);
    right.forEach((reason, count) -> sums.merge(reason, count, Long::sum));
    return sums;
  }
}
