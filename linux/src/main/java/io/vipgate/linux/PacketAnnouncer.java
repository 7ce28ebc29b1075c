package io.vipgate.linux;

import java.net.Inet4Address;

/**
 * Tells the neighbours on a link where an address now lives: gratuitous ARP (RFC 5227, section 3;
 * RFC 3768, section 8.2) through a packet(7) socket.
 */
@SuppressWarnings("DoNotCallSuggester") // a skeleton
public final class PacketAnnouncer implements AutoCloseable {
  private PacketAnnouncer() {}

  /**
   * Opens the announcer, for any number of interfaces.
   *
   * @throws NativeException EPERM (CAP_NET_RAW)
   */
  public static PacketAnnouncer open() throws NativeException {
    throw Skeleton.unbuilt();
  }

  /**
   * Broadcasts {@code count} gratuitous ARP requests for the address, back to back.
   *
   * @param mac the interface's present address; that of a bond can change
   * @throws NativeException ENETDOWN (interface down), ENXIO (interface gone)
   */
  public void announce(int interfaceIndex, MacAddress mac, Inet4Address address, int count)
      throws NativeException {
    throw Skeleton.unbuilt();
  }

  @Override
  public void close() {
    throw Skeleton.unbuilt();
  }
}
