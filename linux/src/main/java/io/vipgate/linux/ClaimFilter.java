package io.vipgate.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Collection;

/**
 * Programs for the kernel's classic packet filter (Documentation/networking/filter) that pass the
 * frames in which someone claims one of some addresses, so that nobody is woken up for the others.
 * What passes is looked at again: of an IPv6 address only the last four bytes are compared here.
 *
 * <pre>
 *   struct sock_filter   0      2    3    4    8
 *                        | code | jt | jf | k  |     jt, jf: instructions to skip if true, if false
 * </pre>
 */
final class ClaimFilter {
  private static final int INSTRUCTION_SIZE = 8;
  private static final short LOAD_WORD = 0x20; // BPF_LD | BPF_W | BPF_ABS
  private static final short LOAD_BYTE = 0x30; // BPF_LD | BPF_B | BPF_ABS
  private static final short SKIP_IF_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
  private static final short RETURN = 0x06; // BPF_RET | BPF_K
  private static final int WHOLE_FRAME = 0xffff;
  private static final int NOTHING = 0;

  private final NativeMemory program;

  private ClaimFilter(int instructions) {
    program = NativeMemory.allocate(instructions * INSTRUCTION_SIZE);
  }

  /** ARP whose sender has one of the addresses, all of them IPv4. */
  static NativeMemory arp(Collection<? extends InetAddress> addresses) {
    ClaimFilter filter = new ClaimFilter(1 + 2 * addresses.size() + 1);
    filter.add(LOAD_WORD, 0, 0, ArpCodec.SENDER_ADDRESS);
    return filter.passIfOneOf(addresses);
  }

  /** Neighbour advertisements of one of the addresses, all of them IPv6. */
  static NativeMemory neighbourAdvertisements(Collection<? extends InetAddress> addresses) {
    ClaimFilter filter = new ClaimFilter(7 + 2 * addresses.size() + 1);
    filter.passOnlyIfByte(NdpCodec.NEXT_HEADER, NdpCodec.PROTOCOL_ICMPV6);
    filter.passOnlyIfByte(NdpCodec.TYPE, NdpCodec.NEIGHBOUR_ADVERTISEMENT);
    filter.add(LOAD_WORD, 0, 0, NdpCodec.TARGET + 12);
    return filter.passIfOneOf(addresses);
  }

  private void passOnlyIfByte(int offset, int value) {
    add(LOAD_BYTE, 0, 0, offset);
    add(SKIP_IF_EQUAL, 1, 0, value & 0xff);
    add(RETURN, 0, 0, NOTHING);
  }

  private NativeMemory passIfOneOf(Collection<? extends InetAddress> addresses) {
    for (InetAddress address : addresses) {
      byte[] bytes = address.getAddress();
      add(SKIP_IF_EQUAL, 0, 1, ByteBuffer.wrap(bytes).getInt(bytes.length - 4));
      add(RETURN, 0, 0, WHOLE_FRAME);
    }
    add(RETURN, 0, 0, NOTHING);
    return program;
  }

  private void add(short code, int skipIfTrue, int skipIfFalse, int k) {
    program.bytes().putShort(code).put((byte) skipIfTrue).put((byte) skipIfFalse).putInt(k);
  }
}
