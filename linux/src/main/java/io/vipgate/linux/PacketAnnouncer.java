package io.vipgate.linux;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Tells the neighbours on a link where an address now lives: by gratuitous ARP (RFC 5227, section
 * 3; RFC 3768, section 8.2) or an unsolicited neighbour advertisement (RFC 4861, section 7.2.6; RFC
 * 9568, section 8.2), through a packet(7) socket.
 */
public final class PacketAnnouncer implements AutoCloseable {
  private static final int NO_PROTOCOL = 0; // a socket that receives nothing
  private static final String CAPABILITY = "CAP_NET_RAW";

  private final NativeSocket socket;
  private final NativeMemory frame = NativeMemory.allocate(NdpCodec.FRAME_SIZE);
  private final NativeMemory link = NativeMemory.allocate(PacketAddress.SIZE);

  private PacketAnnouncer(NativeSocket socket) {
    this.socket = socket;
  }

  /**
   * Opens the announcer, for any number of interfaces.
   *
   * @throws NativeException EPERM (CAP_NET_RAW)
   */
  public static PacketAnnouncer open() throws NativeException {
    return new PacketAnnouncer(
        NativeSocket.open(
            "socket(AF_PACKET, SOCK_RAW, 0)",
            PacketAddress.AF_PACKET,
            NativeSocket.SOCK_RAW | NativeSocket.SOCK_NONBLOCK,
            NO_PROTOCOL,
            CAPABILITY,
            socket -> {}));
  }

  /**
   * Sends {@code count} gratuitous ARP requests or unsolicited neighbour advertisements for the
   * address to everyone on the link, back to back.
   *
   * @param nic as it is now
   * @param mac its hardware address; that of a bond can change
   * @param count 1 or more; keepalived sends 5
   * @throws NativeException ENETDOWN (interface down), ENXIO (interface gone), EAGAIN or ENOBUFS
   *     (the queue of the interface is full)
   */
  public void announce(NetworkInterface nic, MacAddress mac, InetAddress address, int count)
      throws NativeException {
    if (address instanceof Inet6Address ipv6) {
      NdpCodec.encodeUnsolicited(frame.bytes(), mac, ipv6, nic.forwardsIpv6());
      PacketAddress.encode(link, nic.index(), NdpCodec.ETHERTYPE_IPV6, NdpCodec.ALL_NODES);
    } else {
      ArpCodec.encodeGratuitous(frame.bytes(), mac, (Inet4Address) address);
      PacketAddress.encode(link, nic.index(), ArpCodec.ETHERTYPE_ARP, MacAddress.BROADCAST);
    }
    for (int i = 0; i < count; i++) {
      send(address instanceof Inet6Address ? "NA" : "ARP", address, nic);
    }
  }

  /**
   * Asks everyone on the link whether someone has the address, without saying that we do: by an ARP
   * probe (RFC 5227, section 2.1.1), or by the neighbour solicitation of duplicate address
   * detection (RFC 4862, section 5.4.2). A {@link ClaimSocket} hears the answer.
   *
   * @param mac the interface's hardware address
   * @throws NativeException as {@link #announce}
   */
  public void probe(NetworkInterface nic, MacAddress mac, InetAddress address)
      throws NativeException {
    if (address instanceof Inet6Address ipv6) {
      MacAddress group = NdpCodec.encodeProbe(frame.bytes(), mac, ipv6);
      PacketAddress.encode(link, nic.index(), NdpCodec.ETHERTYPE_IPV6, group);
      send("NS", address, nic);
    } else {
      ArpCodec.encodeProbe(frame.bytes(), mac, (Inet4Address) address);
      PacketAddress.encode(link, nic.index(), ArpCodec.ETHERTYPE_ARP, MacAddress.BROADCAST);
      send("ARP probe", address, nic);
    }
  }

  private void send(String what, InetAddress address, NetworkInterface nic) throws NativeException {
    int result = socket.send(frame, link);
    if (result < 0) {
      throw NativeException.of(
          "sendto(" + what + " " + address.getHostAddress() + " on " + nic.name() + ")",
          -result,
          CAPABILITY);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
