package io.vipgate.vrrp.router;

/** Why a virtual router changed its state. */
public enum Cause {
  STARTED("started", "started: listens before it claims anything"),
  ADDRESS_OWNER("address_owner", "started as the owner of the addresses (priority 255)"),
  INTERFACE_UP("interface_up", "the interface is up: listens before it claims anything"),
  NO_MASTER("no_master", "there is no master on the link"),
  MASTER_SILENT("master_silent", "the master is silent"),
  MASTER_DIED("master_died", "the master's process died"),
  MASTER_RESIGNED("master_resigned", "the master resigned"),
  PREEMPTION("preemption", "the master has a lower priority than this router"),
  HIGHER_PRIORITY("higher_priority", "a router of higher priority is master"),
  HIGHER_ADDRESS("higher_address", "a router of equal priority and higher address is master"),
  LATE("late", "was held up for so long that a peer may have taken over"),
  CANNOT_ADVERTISE(
      "cannot_advertise", "its advertisements do not leave this host, and a peer will take over"),
  INTERFACE_DOWN("interface_down", "the interface is down"),
  TRACKED_FAULT("tracked_fault", "something that it tracks is in fault"),
  FAULT_CLEARED("fault_cleared", "nothing is in fault any more: listens before it claims anything"),
  SYNC_GROUP("sync_group", "the members of a sync group move together"),
  SYNC_GROUP_FAULT("sync_group_fault", "another member of its sync group cannot take part"),
  PROMOTED("promoted", "promoted on request"),
  STOPPED("stopped", "stopped on request");

  private final String label;
  private final String sentence;

  Cause(String label, String sentence) {
    this.label = label;
    this.sentence = sentence;
  }

  /** The stable value of a metric's {@code cause} label: lower case and underscores. */
  public String label() {
    return label;
  }

  /**
   * The cause in words, to be followed by the evidence; neither capitalised nor ended by a full
   * stop.
   */
  public String sentence() {
    return sentence;
  }
}
