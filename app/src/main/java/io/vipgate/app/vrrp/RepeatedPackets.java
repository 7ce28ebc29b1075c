package io.vipgate.app.vrrp;

import io.vipgate.vrrp.packet.AdvertisementCodec;
import io.vipgate.vrrp.packet.Received;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes packets, and remembers the last valid ones: a master sends the same advertisement over
 * and over, and the same bytes mean the same object again, without garbage. For one thread.
 */
final class RepeatedPackets {
  /** Masters of different groups that are heard on one link; more are decoded each time. */
  private static final int REMEMBERED = 8;

  private static final int IPV4 = 4;
  private static final int VERSION_SHIFT = 4;

  /** What differs in each IPv4 packet of one sender: identification and header checksum. */
  private static final long IPV4_VARIES = 0b1100_0011_0000L;

  private static final int VARYING_BYTES = 12;

  /** One that was valid. */
  private static final class Known {
    private final byte[] bytes;
    private final Received.Accepted accepted;

    Known(byte[] bytes, Received.Accepted accepted) {
      this.bytes = bytes;
      this.accepted = accepted;
    }
  }

  private final @Nullable Known[] known = new Known[REMEMBERED];
  private int oldest;

  /** As {@link AdvertisementCodec#decode}. */
  Received decode(ByteBuffer packet) {
    for (int i = 0; i < REMEMBERED; i++) {
      Known candidate = known[i];
      if (candidate != null && isSame(candidate.bytes, packet)) {
        return candidate.accepted;
      }
    }
    byte[] bytes = new byte[packet.remaining()];
    packet.get(packet.position(), bytes);
    Received received = AdvertisementCodec.decode(packet);
    if (received instanceof Received.Accepted accepted) {
      known[oldest] = new Known(bytes, accepted);
      oldest = (oldest + 1) % REMEMBERED;
    }
    return received;
  }

  private static boolean isSame(byte[] bytes, ByteBuffer packet) {
    if (bytes.length != packet.remaining()) {
      return false;
    }
    long varies = bytes[0] >>> VERSION_SHIFT == IPV4 ? IPV4_VARIES : 0;
    for (int i = 0; i < bytes.length; i++) {
      boolean compared = i >= VARYING_BYTES || (varies >>> i & 1) == 0;
      if (compared && bytes[i] != packet.get(packet.position() + i)) {
        return false;
      }
    }
    return true;
  }
}
