package io.vipgate.lb.balance;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** The algorithms that a configuration can name. The parser and the reference read this enum. */
public enum BalancerType {
  ROUNDROBIN(
      "roundrobin",
      "each server in turn, in proportion to its weight, smoothly interleaved",
      RoundRobin::new);

  private final String key;
  private final String summary;

  @SuppressWarnings("ImmutableEnumChecker") // a constructor reference holds no state
  private final Supplier<Balancer> factory;

  BalancerType(String key, String summary, Supplier<Balancer> factory) {
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

  /** A fresh balancer, for one event loop. */
  public Balancer create() {
    return factory.get();
  }
}
