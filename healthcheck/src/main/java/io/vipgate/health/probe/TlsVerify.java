package io.vipgate.health.probe;

/** How much of the server's certificate a probe verifies. */
public enum TlsVerify {
  /**
   * Nothing: any certificate will do. A check then cannot tell the server from another one at its
   * address.
   */
  NONE("none"),
  /** That the configured CA issued it, and that it is valid today. */
  CA("ca"),
  /**
   * As {@link #CA}, and that it is for the server's name, or its address when no name is
   * configured.
   */
  FULL("full");

  private final String label;

  TlsVerify(String label) {
    this.label = label;
  }

  /** The name in the configuration. */
  public String label() {
    return label;
  }
}
