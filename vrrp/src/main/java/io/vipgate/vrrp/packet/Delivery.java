package io.vipgate.vrrp.packet;

import java.net.InetAddress;
import java.util.Set;

/** How the routers of a group reach each other, and thereby whom they believe. */
public sealed interface Delivery {

  /**
   * To all routers of the link at once (RFC 9568 §5.1): 224.0.0.18 or ff02::12, never beyond a
   * router.
   */
  record Multicast() implements Delivery {}

  /**
   * To each peer by itself, for networks that pass no multicast. No RFC has it; keepalived does.
   *
   * @param peers the source addresses of the other routers' advertisements, all of one family
   * @param minHopLimit what an advertisement must have left of its TTL, 1 to 255; 255 keeps out
   *     whatever passed a router (RFC 5082)
   */
  record Unicast(Set<InetAddress> peers, int minHopLimit) implements Delivery {
    public Unicast {
      peers = Set.copyOf(peers);
      if (peers.isEmpty()) {
        throw new IllegalArgumentException("peers: value: none (expected: at least one)");
      }
    }
  }
}
