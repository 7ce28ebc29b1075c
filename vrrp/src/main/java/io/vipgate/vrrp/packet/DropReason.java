package io.vipgate.vrrp.packet;

/**
 * Why a received packet was not believed. Each is counted by its label and explained by its
 * sentence.
 */
public enum DropReason {
  TRUNCATED(Nature.INVALID, "truncated", "the packet is shorter than its headers say"),
  TRAILING_BYTES(Nature.INVALID, "trailing_bytes", "the packet is longer than its headers say"),
  IP_HEADER(Nature.INVALID, "ip_header", "the IP header is not that of a whole packet"),
  PROTOCOL(Nature.INVALID, "protocol", "the IP protocol is not VRRP"),
  TTL(
      Nature.INVALID,
      "ttl",
      "the packet may come from another network: its TTL or hop limit is too low"),
  VERSION(
      Nature.INVALID, "version", "the VRRP version does not exist, or not over this IP version"),
  TYPE(Nature.INVALID, "type", "the VRRP packet is not an advertisement"),
  CHECKSUM(Nature.INVALID, "checksum", "the VRRP checksum is wrong"),
  VIRTUAL_ROUTER_ID(
      Nature.INVALID,
      "virtual_router_id",
      "the virtual router id is not one that can be configured"),
  AUTH_TYPE(Nature.INVALID, "auth_type", "the authentication type is unknown"),
  ADVERT_INTERVAL(
      Nature.INVALID,
      "advert_interval",
      "the advertisement interval is not one that can be configured"),

  OWN_PACKET(
      Nature.LOOPED_BACK,
      "own_packet",
      "the packet bears our own source address: it was looped back, or another host uses our address"),

  DELIVERY_MISMATCH(
      Nature.DISAGREEMENT,
      "delivery_mismatch",
      "the peer sends by multicast to routers that exchange unicast, or the other way round"),
  UNKNOWN_PEER(
      Nature.DISAGREEMENT, "unknown_peer", "the sender is not one of the configured peers"),
  VERSION_MISMATCH(
      Nature.DISAGREEMENT, "version_mismatch", "the peer speaks another version of VRRP"),
  AUTH_TYPE_MISMATCH(
      Nature.DISAGREEMENT, "auth_type_mismatch", "the peer uses another type of authentication"),
  AUTH_FAILED(Nature.DISAGREEMENT, "auth_failed", "the peer uses another password"),
  INTERVAL_MISMATCH(
      Nature.DISAGREEMENT, "interval_mismatch", "the peer advertises at another interval"),
  ADDRESS_LIST_MISMATCH(
      Nature.DISAGREEMENT, "address_list_mismatch", "the peer lists other virtual addresses");

  /** What kind of trouble a dropped packet points to. */
  public enum Nature {
    /** Not a VRRP advertisement that anyone may believe. */
    INVALID,
    /** Sent by this very host, as far as its source address tells. */
    LOOPED_BACK,
    /**
     * A valid advertisement by a peer whose configuration differs from ours: two masters at once
     * are likely, and the operator must know.
     */
    DISAGREEMENT
  }

  private final Nature nature;
  private final String label;
  private final String sentence;

  DropReason(Nature nature, String label, String sentence) {
    this.nature = nature;
    this.label = label;
    this.sentence = sentence;
  }

  public Nature nature() {
    return nature;
  }

  /** The stable value of a metric's {@code reason} label: lower case and underscores. */
  public String label() {
    return label;
  }

  /**
   * The reason in words, to be followed by the evidence; neither capitalised nor ended by a full
   * stop.
   */
  public String sentence() {
    return sentence;
  }
}
