package io.vipgate.linux;

import java.util.HexFormat;

/**
 * An Ethernet (EUI-48) address.
 *
 * @param bits the six octets in the low 48 bits, the first octet highest
 */
public record MacAddress(long bits) {
  /** Length in octets. */
  public static final int LENGTH = 6;

  /** Lower-case hex with colons, as ip(8) prints it. */
  @Override
  public String toString() {
    return HexFormat.ofDelimiter(":").formatHex(new byte[LENGTH]);
  }
}
