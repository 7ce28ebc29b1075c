package io.vipgate.lb.proxy;

import java.net.InetAddress;

/**
 * A network: all addresses of one family that begin with the same bits.
 *
 * @param network any address of it
 * @param prefixLength how many bits count, 0 to 32 or 128
 */
public record Cidr(InetAddress network, int prefixLength) {
  public Cidr {
    int bits = network.getAddress().length * Byte.SIZE;
    if (prefixLength < 0 || prefixLength > bits) {
      throw new IllegalArgumentException(
          "prefix length: value: " + prefixLength + " (expected: 0.." + bits + ")");
    }
  }

  public boolean contains(InetAddress address) {
    byte[] one = network.getAddress();
    byte[] other = address.getAddress();
    if (one.length != other.length) {
      return false;
    }
    int bits = prefixLength;
    for (int i = 0; bits > 0; i++, bits -= Byte.SIZE) {
      int mask = bits >= Byte.SIZE ? 0xff : 0xff00 >> bits & 0xff;
      if (((one[i] ^ other[i]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
