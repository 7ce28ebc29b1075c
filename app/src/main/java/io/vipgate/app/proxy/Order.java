package io.vipgate.app.proxy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an operator wants of a server, whatever the checks say. */
public enum Order {
  /** To serve as long as the checks say that it can. */
  READY,
  /** To get no new connections, and to keep those that it has. */
  DRAIN,
  /** To have no connections at all. */
  MAINT;

  /** The order of this label; empty if there is none. */
  static Optional<Order> of(String label) {
    return Arrays.stream(values()).filter(order -> order.label().equals(label)).findFirst();
  }

  /** The name of the command, and of the state in {@code status}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
