package io.vipgate.vrrp.packet;

import java.net.InetAddress;

/**
 * What the IP header of an advertisement says.
 *
 * @param source the sender: over IPv4 the primary address of its interface, over IPv6 the
 *     link-local one
 * @param destination the group of VRRP's routers (224.0.0.18 or ff02::12), or this router alone
 * @param hopLimit 0 to 255, as received; over IPv4 the TTL
 */
public record IpHeader(InetAddress source, InetAddress destination, int hopLimit) {

  /** What is sent to the group, and by keepalived to single peers, too: no router forwards it. */
  public static final int HOP_LIMIT_OF_THIS_LINK = 255;
}
