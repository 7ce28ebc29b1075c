package io.vipgate.linux;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * An Ethernet (EUI-48) address.
 *
 * @param bits the six octets in the low 48 bits, the first octet highest
 */
public record MacAddress(long bits) {
  /** Length in octets. */
  public static final int LENGTH = 6;

  /** Where every station listens. */
  public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

  /**
   * @throws IllegalArgumentException if a bit above the low 48 is set
   */
  public MacAddress {
    if (bits >>> (LENGTH * Byte.SIZE) != 0) {
      throw new IllegalArgumentException(
          "MAC address: value: 0x" + Long.toHexString(bits) + " (expected: 48 bits)");
    }
  }

  /** Lower-case hex with colons, as ip(8) prints it. */
  @Override
  public String toString() {
    return HexFormat.ofDelimiter(":")
        .formatHex(new byte[] {octet(0), octet(1), octet(2), octet(3), octet(4), octet(5)});
  }

  /** Writes the six octets; the buffer's order is that of the network. */
  void put(ByteBuffer out) {
    out.putShort((short) (bits >>> 32)).putInt((int) bits);
  }

  /** The one whose six octets are there; the buffer's order is that of the network. */
  static MacAddress at(ByteBuffer in, int index) {
    return new MacAddress(
        (in.getShort(index) & 0xffffL) << 32 | (in.getInt(index + 2) & 0xffff_ffffL));
  }

  private byte octet(int index) {
    return (byte) (bits >>> ((LENGTH - 1 - index) * Byte.SIZE));
  }
}
