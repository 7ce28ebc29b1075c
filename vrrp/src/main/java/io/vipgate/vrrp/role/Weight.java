package io.vipgate.vrrp.role;

/**
 * What something that is tracked does to the priority: keepalived 2.2.7's weights
 * (keepalived.conf(5)).
 *
 * <pre>
 *  weight     up             down
 *  ---------  -------------  -------------
 *   0         nothing        fault
 *   0 reverse fault          nothing
 *  +n         priority + n   nothing
 *  -n         nothing        priority - n
 *  +n reverse priority - n   nothing
 *  -n reverse nothing        priority + n
 * </pre>
 *
 * @param value -254 to 254
 * @param reverse the other way round, as in the table
 */
public record Weight(int value, boolean reverse) {

  /** The largest that a configuration may ask for. */
  public static final int MAX = 254;

  /** A number that amounts to less than this is a fault (keepalived.conf(5), track files). */
  private static final long LEAST_ADJUSTMENT = -253;

  private static final long GREATEST_ADJUSTMENT = 253;

  /** Down is a fault. */
  public static final Weight FAULT = new Weight(0, false);

  /**
   * @throws IllegalArgumentException {@code what: value: X (expected: Y)}
   */
  public Weight {
    if (value < -MAX || value > MAX) {
      throw new IllegalArgumentException("weight: value: " + value + " (expected: -254 to 254)");
    }
  }

  /** {@code -20} or {@code +5 reverse}; {@code fault} for 0. */
  public String inWords() {
    String text = value == 0 ? "fault" : (value > 0 ? "+" : "") + value;
    return reverse ? text + " reverse" : text;
  }

  /** What an observation does. */
  Effect of(Observation observed) {
    if (observed instanceof Observation.Up) {
      return of(true);
    }
    if (observed instanceof Observation.Reading reading) {
      return of(reading.value());
    }
    return observed instanceof Observation.Down ? of(false) : Effect.FAULT;
  }

  private Effect of(boolean up) {
    if (value == 0) {
      return up == reverse ? Effect.FAULT : Effect.NONE;
    }
    return value > 0 == up ? new Effect(false, (int) signed(value)) : Effect.NONE;
  }

  private Effect of(int number) {
    if (value == 0) {
      return of(number == 0);
    }
    long product = signed((long) number * value);
    return product < LEAST_ADJUSTMENT
        ? Effect.FAULT
        : new Effect(false, (int) Math.min(product, GREATEST_ADJUSTMENT));
  }

  private long signed(long adjustment) {
    return reverse ? -adjustment : adjustment;
  }

  /**
   * What an observation does to the router that tracks it.
   *
   * @param fault whether it must not hold the addresses
   * @param adjustment what is added to its priority
   */
  record Effect(boolean fault, int adjustment) {
    static final Effect NONE = new Effect(false, 0);
    static final Effect FAULT = new Effect(true, 0);
  }
}
