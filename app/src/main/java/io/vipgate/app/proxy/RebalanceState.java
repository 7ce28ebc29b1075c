package io.vipgate.app.proxy;

import java.util.Locale;

/** What is done about servers that have more than their share of open connections. */
public enum RebalanceState {
  /** Nothing, ever: it is not configured. */
  OFF,
  /** Nothing until a server comes back. */
  RESTING,
  /** Connections are being closed, one by one. */
  SHEDDING,
  /** As soon as everything is healthy, connections are closed again. */
  PAUSED;

  /** Its name in the status. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
