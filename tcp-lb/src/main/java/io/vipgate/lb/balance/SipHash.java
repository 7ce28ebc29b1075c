package io.vipgate.lb.balance;

/**
 * SipHash-1-3 of one 32-bit word, cut to 32 bits: the kernel's {@code hsiphash_1u32} on 64-bit
 * machines.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/security/siphash.html">SipHash in the
 *     kernel</a>
 */
final class SipHash {
  /** One round for the only block, and three to finish. */
  private static final int ROUNDS = 1 + 3;

  private SipHash() {}

  /**
   * The hash.
   *
   * @param key both halves of the 128-bit key
   */
  static int hash32(long key, int value) {
    long block = (long) Integer.BYTES << 56 | Integer.toUnsignedLong(value);
    long v0 = 0x736f6d6570736575L ^ key;
    long v1 = 0x646f72616e646f6dL ^ key;
    long v2 = 0x6c7967656e657261L ^ key;
    long v3 = 0x7465646279746573L ^ key ^ block;
    for (int round = 0; round < ROUNDS; round++) {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
      if (round == 0) {
        v0 ^= block;
        v2 ^= 0xff;
      }
    }
    return (int) (v0 ^ v1 ^ v2 ^ v3);
  }
}
