package io.vipgate.linux;

/** How far an IPv4 address is valid (rtnetlink(7), {@code rtm_scope}). IPv6 addresses say it. */
public enum AddressScope {
  /** Everywhere. */
  GLOBAL("global", 0),
  /** Within the site; the kernel's own use of it ended with IPv6 site-local addresses. */
  SITE("site", 200),
  /** On the link. */
  LINK("link", 253),
  /** On this host. */
  HOST("host", 254);

  final int number;
  private final String label;

  AddressScope(String label, int number) {
    this.label = label;
    this.number = number;
  }

  /** As ip-address(8) has it. */
  public String label() {
    return label;
  }
}
