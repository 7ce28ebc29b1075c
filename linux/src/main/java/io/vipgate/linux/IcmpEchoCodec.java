package io.vipgate.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/**
 * Echo messages of ICMP (RFC 792) and ICMPv6 (RFC 4443 section 4), with a payload that tells ours
 * from those of others:
 *
 * <pre>
 *    0      1      2            4            6            8          16        24
 *   | type | code | checksum   | identifier | sequence   | mark     | token   |
 *
 *   type   8 request, 0 reply (ICMP); 128 request, 129 reply (ICMPv6)
 *   mark   the same in all messages of one socket, unguessable
 *   token  another one in each request
 * </pre>
 */
final class IcmpEchoCodec {
  static final int SIZE = 24;

  private static final int CHECKSUM = 2;
  private static final int MARK = 8;
  private static final int TOKEN = 16;
  private static final int VERSION_4 = 4;

  private final IpFamily family;
  private final long mark;

  IcmpEchoCodec(IpFamily family, long mark) {
    this.family = family;
    this.mark = mark;
  }

  /**
   * Writes a request. The kernel fills in the checksum of ICMPv6, and the identifier of a ping
   * socket.
   */
  void encode(ByteBuffer out, long token) {
    int start = out.position();
    ByteOrder order = out.order();
    out.order(ByteOrder.BIG_ENDIAN);
    out.put((byte) (family == IpFamily.IPV4 ? 8 : 128)).put((byte) 0).putShort((short) 0);
    out.putShort((short) mark).putShort((short) token).putLong(mark).putLong(token);
    if (family == IpFamily.IPV4) {
      out.putShort(start + CHECKSUM, checksum(out, start));
    }
    out.order(order);
  }

  /** RFC 1071. */
  private static short checksum(ByteBuffer bytes, int start) {
    int sum = 0;
    for (int i = start; i < start + SIZE; i += Short.BYTES) {
      sum += bytes.getShort(i) & 0xffff;
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    sum = (sum & 0xffff) + (sum >>> 16);
    return (short) ~sum;
  }

  /**
   * Reads what came, with the IP header that raw sockets put in front of ICMP, or without one.
   *
   * @return the token of the request, if this is the reply to one of ours
   */
  OptionalLong decode(ByteBuffer packet) {
    ByteBuffer bytes = packet.slice().order(ByteOrder.BIG_ENDIAN);
    int start = 0;
    if (bytes.remaining() > SIZE && (bytes.get(0) & 0xff) >> 4 == VERSION_4) {
      start = (bytes.get(0) & 0xf) * Integer.BYTES;
    }
    int reply = family == IpFamily.IPV4 ? 0 : 129;
    boolean ours =
        bytes.remaining() == start + SIZE
            && (bytes.get(start) & 0xff) == reply
            && bytes.getLong(start + MARK) == mark;
    return ours ? OptionalLong.of(bytes.getLong(start + TOKEN)) : OptionalLong.empty();
  }
}
