package io.vipgate.app.config;

/** What the checksum of a VRRP version 3 advertisement over IPv4 covers when we send it. */
public enum ChecksumForm {
  /** The message and a pseudo-header, as keepalived and FRR read RFC 5798. */
  PSEUDO_HEADER("pseudo-header"),
  /** The message alone, as in RFC 9568. */
  PLAIN("plain");

  private final String label;

  ChecksumForm(String label) {
    this.label = label;
  }

  /** As in the configuration. */
  public String label() {
    return label;
  }
}
