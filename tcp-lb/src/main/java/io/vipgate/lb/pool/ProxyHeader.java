package io.vipgate.lb.pool;

import java.util.Locale;

/** Which version of the PROXY protocol a server is greeted in, if any. */
public enum ProxyHeader {
  /** None: to the server, the client is this host. */
  NONE,
  /** One line of text. */
  V1,
  /** Binary. */
  V2;

  /** Its name in the configuration. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
