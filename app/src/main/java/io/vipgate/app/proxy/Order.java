package io.vipgate.app.proxy;

import java.util.Locale;

/** What an operator wants of a server, whatever the checks say. */
public enum Order {
  /** To serve as long as the checks say that it can. */
  READY,
  /** To get no new connections, and to keep those that it has. */
  DRAIN,
  /** To have no connections at all. */
  MAINT;

  /** The name of the command, and of the state in {@code status}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
