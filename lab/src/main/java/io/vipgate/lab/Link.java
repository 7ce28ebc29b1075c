package io.vipgate.lab;

/**
 * The cable between a node and the bridge, and the ways to cut it.
 *
 * <p>Each cut is made on the bridge's side, out of sight of the node, and needs nothing but the
 * bridge and the plain FIFO queue of any Linux kernel since 5.18; no netem, no netfilter.
 *
 * <pre>
 *   node            | bridge port
 *   bond0 ==========| ve          CARRIER    ip link set ve down: the node sees NO-CARRIER
 *                   |             SILENT     port state "disabled": drops both ways
 *         ---------&gt;| x           FROM_NODE  port locked, node not in the forwarding table
 *         x&lt;--------|             TO_NODE    root queue of ve is a FIFO of limit 0
 * </pre>
 */
public final class Link {
  /** What is wrong with a link. */
  public enum Fault {
    /** Nothing: frames pass both ways. */
    NONE,
    /** The cable is out: nothing passes, and the node sees the loss of carrier. */
    CARRIER,
    /** Nothing passes either way, and the node's interface stays up. */
    SILENT,
    /** What the node sends is lost; what is sent to it arrives. */
    FROM_NODE,
    /** What is sent to the node is lost; what it sends arrives. */
    TO_NODE
  }

  private final String bridgeNamespace;
  private final String port;
  private final String mac;
  private Fault fault = Fault.NONE;

  Link(String bridgeNamespace, String port, String mac) {
    this.bridgeNamespace = bridgeNamespace;
    this.port = port;
    this.mac = mac;
  }

  /** What is wrong with the link now. */
  public synchronized Fault fault() {
    return fault;
  }

  /** Lets frames pass both ways again, whatever was wrong. */
  public void heal() {
    set(Fault.NONE);
  }

  /** Gives the link this fault in place of the one that it has. */
  public synchronized void set(Fault next) {
    if (next == fault) {
      return;
    }
    undo(fault);
    fault = Fault.NONE;
    apply(next);
    fault = next;
  }

  private void apply(Fault next) {
    switch (next) {
      case NONE -> {}
      case CARRIER -> Command.run("ip", "-n", bridgeNamespace, "link", "set", "dev", port, "down");
      case SILENT -> bridge("link", "set", "dev", port, "state", "0");
      case FROM_NODE -> lockOut();
      case TO_NODE ->
          Command.run(
              "tc",
              "-n",
              bridgeNamespace,
              "qdisc",
              "add",
              "dev",
              port,
              "root",
              "pfifo",
              "limit",
              "0");
    }
  }

  private void undo(Fault last) {
    switch (last) {
      case NONE -> {}
      case CARRIER -> Command.run("ip", "-n", bridgeNamespace, "link", "set", "dev", port, "up");
      case SILENT -> bridge("link", "set", "dev", port, "state", "3");
      case FROM_NODE -> bridge("link", "set", "dev", port, "locked", "off");
      case TO_NODE -> Command.run("tc", "-n", bridgeNamespace, "qdisc", "del", "dev", port, "root");
    }
  }

  // A locked port takes frames only from senders in the forwarding table, and learns none. The
  // node's own entry goes; it may not be there, if it has not sent since the bridge forgot it.
  private void lockOut() {
    bridge("link", "set", "dev", port, "locked", "on");
    Command.attempt("bridge", "-n", bridgeNamespace, "fdb", "del", mac, "dev", port, "master");
  }

  void isolated(boolean on) {
    bridge("link", "set", "dev", port, "isolated", on ? "on" : "off");
  }

  private void bridge(String... arguments) {
    String[] command = new String[arguments.length + 3];
    command[0] = "bridge";
    command[1] = "-n";
    command[2] = bridgeNamespace;
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    Command.run(command);
  }
}
