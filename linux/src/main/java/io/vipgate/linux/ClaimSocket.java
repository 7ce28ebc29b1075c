package io.vipgate.linux;

import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hears who claims some addresses on a link, by ARP (RFC 826, RFC 5227) or by neighbour
 * advertisements (RFC 4861), through a packet(7) socket that passes nothing else. Sees what comes
 * in, and nothing of what this host sends.
 */
public final class ClaimSocket implements Pollable, AutoCloseable {
  private static final String CAPABILITY = "CAP_NET_RAW";
  private static final int NO_PROTOCOL_YET = 0; // until the filter stands
  private static final int FRAME_SIZE_MAX = 1514;

  private final NativeSocket socket;
  private final Set<InetAddress> addresses;
  private final IpFamily family;
  private final NativeMemory frame = NativeMemory.allocate(FRAME_SIZE_MAX);

  private ClaimSocket(NativeSocket socket, Set<InetAddress> addresses, IpFamily family) {
    this.socket = socket;
    this.addresses = addresses;
    this.family = family;
  }

  /**
   * Opens it.
   *
   * @param addresses of that family, at least one
   * @throws NativeException EPERM (CAP_NET_RAW), ENODEV (the interface is gone)
   */
  public static ClaimSocket open(NetworkInterface nic, IpFamily family, Set<InetAddress> addresses)
      throws NativeException {
    NativeSocket socket =
        NativeSocket.open(
            "socket(AF_PACKET, SOCK_RAW, 0)",
            PacketAddress.AF_PACKET,
            NativeSocket.SOCK_RAW | NativeSocket.SOCK_NONBLOCK,
            NO_PROTOCOL_YET,
            CAPABILITY,
            opened -> {
              BpfProgram filter =
                  family == IpFamily.IPV4
                      ? ClaimFilter.arp(addresses)
                      : ClaimFilter.neighbourAdvertisements(addresses);
              filter.attach(opened);
              int protocol =
                  family == IpFamily.IPV4 ? ArpCodec.ETHERTYPE_ARP : NdpCodec.ETHERTYPE_IPV6;
              NativeMemory link = NativeMemory.allocate(PacketAddress.SIZE);
              PacketAddress.encode(link, nic.index(), protocol, MacAddress.BROADCAST);
              opened.bind(link, nic.name());
            });
    return new ClaimSocket(socket, Set.copyOf(addresses), family);
  }

  @Override
  public int fd() {
    return socket.fd();
  }

  /**
   * Takes the next claim; skips what else is there.
   *
   * @return null if none is waiting, or the interface is down
   */
  public @Nullable AddressClaim receive() throws NativeException {
    while (true) {
      int size = socket.receive(frame);
      if (size == -Errno.EAGAIN.number || size == -Errno.ENETDOWN.number) {
        return null;
      }
      if (size < 0) {
        throw NativeException.of("recv(AF_PACKET)", -size, CAPABILITY);
      }
      AddressClaim claim =
          family == IpFamily.IPV4
              ? ArpCodec.decodeClaim(frame.bytes())
              : NdpCodec.decodeClaim(frame.bytes());
      if (claim != null && addresses.contains(claim.address())) {
        return claim;
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
