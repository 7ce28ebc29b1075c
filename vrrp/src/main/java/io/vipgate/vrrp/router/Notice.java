package io.vipgate.vrrp.router;

/**
 * Something that an operator should know although the state stays as it is.
 *
 * @param evidence the figures behind it
 */
public record Notice(Kind kind, String evidence) {

  /** What happened. */
  public enum Kind {
    SECOND_MASTER("second_master", "another router of lower rank is master as well"),
    INTERVAL_DIFFERS(
        "interval_differs", "the master advertises at another interval than is configured here"),
    TAKEOVER_POSTPONED(
        "takeover_postponed",
        "was held up, and listens afresh rather than take over on stale knowledge"),
    ADDRESS_LOST("address_lost", "an address was removed by someone else, and is installed again"),
    LEASE_EXPIRED(
        "lease_expired", "the lease was renewed too late, and the addresses are installed again"),
    PRIORITY_CHANGED("priority_changed", "the priority has changed"),
    ADDRESS_IN_USE("address_in_use", "nobody advertises, but a host has an address"),
    ADDRESS_CONFLICT(
        "address_conflict",
        "another host claims an address that is held here; it is announced again"),
    ADDRESS_DEFENDED(
        "address_defended", "another host still claims an address; it is announced again"),
    CONFLICT_OVER("conflict_over", "no other host claims the addresses any more"),
    FAREWELL_WITHHELD(
        "farewell_withheld",
        "gave up late, and sent no resignation because a peer may have taken over");

    private final String label;
    private final String sentence;

    Kind(String label, String sentence) {
      this.label = label;
      this.sentence = sentence;
    }

    /** The stable value of a metric's {@code notice} label: lower case and underscores. */
    public String label() {
      return label;
    }

    /**
     * The notice in words, to be followed by the evidence; neither capitalised nor ended by a full
     * stop.
     */
    public String sentence() {
      return sentence;
    }
  }
}
