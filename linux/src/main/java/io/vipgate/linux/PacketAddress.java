package io.vipgate.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A link and a station on it, as bind(2) and sendto(2) of packet(7) sockets take them: struct
 * sockaddr_ll. The protocol is in network byte order.
 *
 * <pre>
 *   0        2          4       8        10     11       12        20
 *   | family | protocol | index | hatype | type | halen  | address |
 * </pre>
 */
final class PacketAddress {
  static final int AF_PACKET = 17;
  static final int SIZE = 20;

  private PacketAddress() {}

  /** Clears the memory and writes the address. */
  static void encode(NativeMemory link, int interfaceIndex, int protocol, MacAddress station) {
    ByteBuffer out = link.clear();
    out.putShort((short) AF_PACKET);
    out.order(ByteOrder.BIG_ENDIAN).putShort((short) protocol);
    out.order(ByteOrder.nativeOrder()).putInt(interfaceIndex);
    out.putShort((short) 0).put((byte) 0).put((byte) MacAddress.LENGTH);
    station.put(out.order(ByteOrder.BIG_ENDIAN));
    out.order(ByteOrder.nativeOrder()).putShort((short) 0);
  }
}
