package io.vipgate.lb.proxy;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A number with one writing thread and any number of readers; a write costs no barrier. */
final class Counter {
  private final AtomicLong value = new AtomicLong();

  void add(long amount) {
    value.setOpaque(value.getPlain() + amount);
  }

  void increment() {
    add(1);
  }

  long get() {
    return value.getOpaque();
  }

  /** One counter for each reason of an enum. */
  static <E extends Enum<E>> EnumMap<E, Counter> each(Class<E> type) {
    EnumMap<E, Counter> counters = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      counters.put(constant, new Counter());
    }
    return counters;
  }

  static <E extends Enum<E>> Map<E, Long> values(Map<E, Counter> counters) {
    EnumMap<E, Long> values =
        new EnumMap<>(counters.keySet().iterator().next().getDeclaringClass());
    counters.forEach((reason, counter) -> values.put(reason, counter.get()));
    return values;
  }
}
