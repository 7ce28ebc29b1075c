package io.vipgate.vrrp.router;

/**
 * What is made of a host that has an address although no master was heard (RFC 5227 §2.1, RFC 4862
 * §5.4). After a master was heard nobody asks: its successor must not wait.
 */
public enum DuplicateCheck {
  /** Nobody asks. */
  OFF("off"),
  /** The addresses are claimed in spite of it. */
  WARN("warn"),
  /** Nothing is claimed while someone has one of the addresses. */
  REFUSE("refuse");

  private final String label;

  DuplicateCheck(String label) {
    this.label = label;
  }

  /** As in the configuration file. */
  public String label() {
    return label;
  }
}
