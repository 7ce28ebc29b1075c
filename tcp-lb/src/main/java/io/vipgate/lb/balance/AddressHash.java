package io.vipgate.lb.balance;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Numbers made of addresses. They depend on nothing else, so that two masters agree on them. */
final class AddressHash {
  private static final long GOLDEN_RATIO_64 = 0x9E3779B97F4A7C15L;
  private static final int GOLDEN_RATIO_32 = 0x61C88647;

  private AddressHash() {}

  /** 64 well mixed bits of an address. */
  static long of(InetAddress address) {
    byte[] bytes = address.getAddress();
    long hash = bytes.length;
    for (int i = 0; i < bytes.length; i += Integer.BYTES) {
      hash = mix(hash + word(bytes, i));
    }
    return hash;
  }

  /** 64 well mixed bits of an address and its port. */
  static long of(InetSocketAddress address) {
    return mix(of(address.getAddress()) + address.getPort());
  }

  /** A bijection in which every bit of the input concerns every bit of the output: SplitMix64. */
  static long mix(long value) {
    long z = value + GOLDEN_RATIO_64;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** IPVS's: the address in host order, the four words of an IPv6 address xored. */
  static int fold(InetAddress address) {
    byte[] bytes = address.getAddress();
    int folded = 0;
    for (int i = 0; i < bytes.length; i += Integer.BYTES) {
      folded ^= (int) word(bytes, i);
    }
    return folded;
  }

  /** The kernel's {@code hash_32}: the highest {@code bits} of a product (linux/hash.h). */
  static int hash32(int value, int bits) {
    return (value * GOLDEN_RATIO_32) >>> (Integer.SIZE - bits);
  }

  private static long word(byte[] bytes, int at) {
    return (bytes[at] & 0xFFL) << 24
        | (bytes[at + 1] & 0xFFL) << 16
        | (bytes[at + 2] & 0xFFL) << 8
        | (bytes[at + 3] & 0xFFL);
  }
}
