package io.vipgate.lb.balance;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The algorithms that a configuration can name. The parser and the reference read this enum. */
public enum BalancerType {
  ROUNDROBIN(
      "roundrobin",
      "each server in turn, in proportion to its weight, smoothly interleaved",
      random -> new RoundRobin());

  private final String key;
  private final String summary;

  @SuppressWarnings("ImmutableEnumChecker") // a constructor reference holds no state
  private final Function<RandomGenerator, Balancer> factory;

  BalancerType(String key, String summary, Function<RandomGenerator, Balancer> factory) {
    this.key = key;
    this.summary = summary;
    this.factory = factory;
  }

  /** The algorithm that a configuration calls {@code key}. */
  public static Optional<BalancerType> of(String key) {
    return Arrays.stream(values()).filter(type -> type.key.equals(key)).findFirst();
  }

  /** Its name in the configuration. */
  public String key() {
    return key;
  }

  /** One line for the reference page. */
  public String summary() {
    return summary;
  }

  /**
   * A fresh balancer, for one event loop.
   *
   * @param random what chance decides with, where the algorithm leaves anything to it
   */
  public Balancer create(RandomGenerator random) {
    return new DrainedLast(() -> factory.apply(random));
  }
}
