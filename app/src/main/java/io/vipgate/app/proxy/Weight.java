package io.vipgate.app.proxy;

import io.vipgate.lb.pool.Server;
import java.util.OptionalInt;

/** A weight as an operator writes it. */
public final class Weight {
  public static final String EXPECTED =
      "a whole number, " + Server.MIN_WEIGHT + " to " + Server.MAX_WEIGHT;

  private Weight() {}

  /** Empty if it is none. */
  public static OptionalInt parse(String text) {
    if (!text.matches("\\d{1,3}")) {
      return OptionalInt.empty();
    }
    int weight = Integer.parseInt(text);
    return weight > Server.MAX_WEIGHT ? OptionalInt.empty() : OptionalInt.of(weight);
  }
}
