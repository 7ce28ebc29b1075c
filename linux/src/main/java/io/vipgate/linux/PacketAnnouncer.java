package io.vipgate.linux;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tells the neighbours on a link where an address now lives: by gratuitous ARP (RFC 5227, section
 * 3; RFC 3768, section 8.2) or an unsolicited neighbour advertisement (RFC 4861, section 7.2.6; RFC
 * 9568, section 8.2), through a packet(7) socket.
 */
public final class PacketAnnouncer implements AutoCloseable {
  private static final int AF_PACKET = 17;
  private static final int NO_PROTOCOL = 0; // a socket that receives nothing
  private static final String CAPABILITY = "CAP_NET_RAW";

  private final NativeSocket socket;
  private final NativeMemory frame = NativeMemory.allocate(NdpCodec.FRAME_SIZE);
  private final NativeMemory link = NativeMemory.allocate(20);

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
            AF_PACKET,
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
      encodeLink(nic.index(), NdpCodec.ETHERTYPE_IPV6, NdpCodec.ALL_NODES);
    } else {
      ArpCodec.encodeGratuitous(frame.bytes(), mac, (Inet4Address) address);
      encodeLink(nic.index(), ArpCodec.ETHERTYPE_ARP, MacAddress.BROADCAST);
    }
    for (int i = 0; i < count; i++) {
      int result = socket.send(frame, link);
      if (result < 0) {
        throw NativeException.of(
            "sendto("
                + (address instanceof Inet6Address ? "NA " : "ARP ")
                + address.getHostAddress()
                + " on "
                + nic.name()
                + ")",
            -result,
            CAPABILITY);
      }
    }
  }

  /*
   * struct sockaddr_ll (packet(7)); the protocol is in network byte order:
   *
   *   0        2          4       8        10     11       12        20
   *   | family | protocol | index | hatype | type | halen  | address |
   */
  private void encodeLink(int interfaceIndex, int protocol, MacAddress destination) {
    ByteBuffer out = link.clear();
    out.putShort((short) AF_PACKET);
    out.order(ByteOrder.BIG_ENDIAN).putShort((short) protocol);
    out.order(ByteOrder.nativeOrder()).putInt(interfaceIndex);
    out.putShort((short) 0).put((byte) 0).put((byte) MacAddress.LENGTH);
    destination.put(out.order(ByteOrder.BIG_ENDIAN));
    out.order(ByteOrder.nativeOrder()).putShort((short) 0);
  }

  @Override
  public void close() {
    socket.close();
  }
}
