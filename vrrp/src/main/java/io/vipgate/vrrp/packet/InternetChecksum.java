package io.vipgate.vrrp.packet;

import java.nio.ByteBuffer;

/** The Internet checksum (RFC 1071): the complement of the ones' complement sum of 16-bit words. */
public final class InternetChecksum {

  private InternetChecksum() {}

  /**
   * The checksum of all bytes from position to limit, an odd last one padded with zero. Over data
   * that contains its own correct checksum it is 0.
   *
   * @param data in network byte order, at most 65,535 bytes; not changed
   */
  public static int of(ByteBuffer data) {
    return complement(words(data));
  }

  /** The same with the words of a pseudo-header before the data. */
  static int of(ByteBuffer data, PseudoHeader header) {
    return complement(words(data) + header.sum(data.remaining()));
  }

  /** The sum of the 16-bit words, unfolded; the data is at most 65,535 bytes long. */
  static int words(ByteBuffer data) {
    // 32,768 words and those of a pseudo-header cannot overflow the sum as an unsigned number.
    int sum = 0;
    int last = data.limit() - 1;
    for (int i = data.position(); i < last; i += 2) {
      sum += Short.toUnsignedInt(data.getShort(i));
    }
    if ((data.remaining() & 1) == 1) {
      sum += Byte.toUnsignedInt(data.get(last)) << 8;
    }
    return sum;
  }

  private static int complement(int sum) {
    int folded = (sum & 0xffff) + (sum >>> 16);
    folded = (folded & 0xffff) + (folded >>> 16);
    return ~folded & 0xffff;
  }
}
