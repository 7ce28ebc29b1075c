package io.vipgate.lb.proxy;

/** Why clients are left in the kernel's accept queue for a while. */
public enum AcceptPause {
  /** This process or the host is out of file descriptors, or accept(2) failed otherwise. */
  NO_DESCRIPTOR("LimitNOFILE"),
  /** The proxy has as many connections as it may. */
  PROXY_LIMIT("max-connections"),
  /** All proxies together have as many connections as they may. */
  PROCESS_LIMIT("limits.max-connections"),
  /** As many as may come in a second have come. */
  RATE("accept-rate");

  private final String key;

  AcceptPause(String key) {
    this.key = key;
  }

  /** What sets the limit. */
  String key() {
    return key;
  }
}
