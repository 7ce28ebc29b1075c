package io.vipgate.app.proxy;

import org.jspecify.annotations.Nullable;

/**
 * All that an operator ordered of one server.
 *
 * @param weight null for the configured one
 */
public record Ordered(Order order, @Nullable Integer weight) {
  /** Nothing. */
  static final Ordered NOTHING = new Ordered(Order.READY, null);
}
