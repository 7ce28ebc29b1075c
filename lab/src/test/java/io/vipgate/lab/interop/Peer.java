package io.vipgate.lab.interop;

/** What vipgate is to work with. */
enum Peer {
  VIPGATE("vipgate", "v1"),
  KEEPALIVED("keepalived 2.2.7", "k1"),
  FRR("FRR 8.4.4", "f1");

  private final String title;
  private final String node;

  Peer(String title, String node) {
    this.title = title;
    this.node = node;
  }

  String title() {
    return title;
  }

  /** The node that it runs on. */
  String node() {
    return node;
  }
}
