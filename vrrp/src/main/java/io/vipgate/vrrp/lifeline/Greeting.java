package io.vipgate.vrrp.lifeline;

import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * What a process says on each connection that it accepts. Nothing is ever said to it.
 *
 * <pre>
 *   0                8                                40
 *   | "vipgate" 0x01 | 32 bytes: virtual router IDs    |            greeting, at once
 *   | "goodbye" 0x01 |                                              goodbye, before it closes
 *
 *   A virtual router's bit is 0x80 &gt;&gt;&gt; (ID &amp; 7) of byte ID / 8.
 * </pre>
 *
 * <p>The IDs tell for whom this process advertises: another daemon on the same host, such as
 * keepalived, may do so for others, and lives on when this one dies.
 *
 * <p>So that an end without a goodbye has one meaning only, a living process that cannot say
 * goodbye has to reset the connection instead.
 *
 * @param virtualRouterIds each 1 to 255
 */
public record Greeting(BitSet virtualRouterIds) {

  /** Bytes of a greeting. */
  public static final int SIZE = 40;

  /** Bytes of a goodbye. */
  public static final int GOODBYE_SIZE = 8;

  static final long HELLO = 0x7669_7067_6174_6501L;
  static final long GOODBYE = 0x676f_6f64_6279_6501L;

  private static final int IDS = 256;
  private static final int FIRST_BIT = 0x80;

  public Greeting {
    virtualRouterIds = (BitSet) virtualRouterIds.clone();
  }

  @Override
  public BitSet virtualRouterIds() {
    return (BitSet) virtualRouterIds.clone();
  }

  /** Writes the greeting at the buffer's position, {@link #SIZE} bytes, in network byte order. */
  public void encode(ByteBuffer into) {
    into.putLong(HELLO);
    for (int first = 0; first < IDS; first += Byte.SIZE) {
      int bits = 0;
      for (int i = 0; i < Byte.SIZE; i++) {
        bits |= virtualRouterIds.get(first + i) ? FIRST_BIT >>> i : 0;
      }
      into.put((byte) bits);
    }
  }

  /** Writes a goodbye at the buffer's position, {@link #GOODBYE_SIZE} bytes. */
  public static void encodeGoodbye(ByteBuffer into) {
    into.putLong(GOODBYE);
  }

  /** Reads the 32 bytes behind the magic number. */
  static Greeting decodeIds(ByteBuffer from) {
    BitSet ids = new BitSet(IDS);
    for (int first = 0; first < IDS; first += Byte.SIZE) {
      int bits = from.get();
      for (int i = 0; i < Byte.SIZE; i++) {
        ids.set(first + i, (bits & (FIRST_BIT >>> i)) != 0);
      }
    }
    return new Greeting(ids);
  }
}
