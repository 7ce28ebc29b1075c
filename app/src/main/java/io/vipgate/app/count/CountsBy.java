package io.vipgate.app.count;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One counter for each constant of an enum, from 0 at the start. For any number of threads.
 *
 * @param <E> what is counted by
 */
public final class CountsBy<E extends Enum<E>> {
  /** Complete from the start, so that it is only read afterwards. */
  private final Map<E, AtomicLong> counts;

  public CountsBy(Class<E> type) {
    counts = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      counts.put(constant, new AtomicLong());
    }
  }

  /** Adds one. */
  public void add(E what) {
    counter(what).incrementAndGet();
  }

  public long get(E what) {
    return counter(what).get();
  }

  /** The sum over all constants. */
  public long sum() {
    return counts.values().stream().mapToLong(AtomicLong::get).sum();
  }

  /** The one counter, for whoever counts the same thing over and over. */
  public AtomicLong counter(E what) {
    AtomicLong counter = counts.get(what);
    if (counter == null) {
      throw new IllegalStateException("counter: value: " + what + " (expected: of its enum)");
    }
    return counter;
  }
}
