package io.vipgate.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Collection;

/**
 * Passes the frames in which someone claims one of some addresses, so that nobody is woken up for
 * the others. What passes is looked at again: of an IPv6 address only the last four bytes are
 * compared here.
 */
final class ClaimFilter {
  private final BpfProgram program;

  private ClaimFilter(int instructions) {
    program = new BpfProgram(instructions);
  }

  /** ARP whose sender has one of the addresses, all of them IPv4. */
  static BpfProgram arp(Collection<? extends InetAddress> addresses) {
    ClaimFilter filter = new ClaimFilter(1 + 2 * addresses.size() + 1);
    filter.program.add(BpfProgram.LOAD_WORD, 0, 0, ArpCodec.SENDER_ADDRESS);
    return filter.passIfOneOf(addresses);
  }

  /** Neighbour advertisements of one of the addresses, all of them IPv6. */
  static BpfProgram neighbourAdvertisements(Collection<? extends InetAddress> addresses) {
    ClaimFilter filter = new ClaimFilter(7 + 2 * addresses.size() + 1);
    filter.passOnlyIfByte(NdpCodec.NEXT_HEADER, NdpCodec.PROTOCOL_ICMPV6);
    filter.passOnlyIfByte(NdpCodec.TYPE, NdpCodec.NEIGHBOUR_ADVERTISEMENT);
    filter.program.add(BpfProgram.LOAD_WORD, 0, 0, NdpCodec.TARGET + 12);
    return filter.passIfOneOf(addresses);
  }

  private void passOnlyIfByte(int offset, int value) {
    program.add(BpfProgram.LOAD_BYTE, 0, 0, offset);
    program.add(BpfProgram.SKIP_IF_EQUAL, 1, 0, value & 0xff);
    program.add(BpfProgram.RETURN, 0, 0, BpfProgram.NOTHING);
  }

  private BpfProgram passIfOneOf(Collection<? extends InetAddress> addresses) {
    for (InetAddress address : addresses) {
      byte[] bytes = address.getAddress();
      program.add(BpfProgram.SKIP_IF_EQUAL, 0, 1, ByteBuffer.wrap(bytes).getInt(bytes.length - 4));
      program.add(BpfProgram.RETURN, 0, 0, BpfProgram.WHOLE_PACKET);
    }
    program.add(BpfProgram.RETURN, 0, 0, BpfProgram.NOTHING);
    return program;
  }
}
