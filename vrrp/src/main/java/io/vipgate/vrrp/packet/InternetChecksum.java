package io.vipgate.vrrp.packet;

import java.nio.ByteBuffer;

/** The Internet checksum (RFC 1071): the complement of the ones' complement sum of 16-bit words. */
final class InternetChecksum {

  private InternetChecksum() {}

  /**
   * The checksum of all bytes from position to limit, an odd last one padded with zero. Over data
   * that contains its own correct checksum it is 0.
   */
  static int of(ByteBuffer data) {
    // At most 65,535 bytes arrive here: 32,768 words cannot overflow the sum.
    int sum = 0;
    int last = data.limit() - 1;
    for (int i = data.position(); i < last; i += 2) {
      sum += Short.toUnsignedInt(data.getShort(i));
    }
    if ((data.remaining() & 1) == 1) {
      sum += Byte.toUnsignedInt(data.get(last)) << 8;
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    sum = (sum & 0xffff) + (sum >>> 16);
    return ~sum & 0xffff;
  }
}
