package io.vipgate.linux;

/** What an rtnetlink(7) message says, as far as vipgate needs it. */
sealed interface NetlinkMessage {
  /** RTM_NEWLINK, or RTM_DELLINK where removed; the addresses are not part of it. */
  record Link(boolean removed, NetworkInterface networkInterface, LinkNature nature)
      implements NetlinkMessage {}

  /** RTM_NEWADDR, or RTM_DELADDR where removed. */
  record Address(boolean removed, InterfaceAddress address) implements NetlinkMessage {}

  /**
   * The end of an answer: NLMSG_ERROR or NLMSG_DONE.
   *
   * @param errno 0 for an acknowledgement
   * @param reason the kernel's own words, often empty
   */
  record End(int errno, String reason) implements NetlinkMessage {}
}
