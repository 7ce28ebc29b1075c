package io.vipgate.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last requests to install an address: a lease is renewed by the same request over
 * and over, with another sequence number, and without garbage. For one thread.
 */
final class RepeatedInstallations {
  /** Addresses that one host holds; more are encoded each time. */
  private static final int REMEMBERED = 32;

  private static final int SEQUENCE = 8;
  private static final int SIZE_MAX = 256;

  /** One that was encoded. */
  private static final class Installation implements NetlinkSocket.Encoder {
    private final int index;
    private final AddressForm form;
    private final int leaseSeconds;
    private final byte[] message;

    Installation(int index, AddressForm form, int leaseSeconds, byte[] message) {
      this.index = index;
      this.form = form;
      this.leaseSeconds = leaseSeconds;
      this.message = message;
    }

    boolean is(int otherIndex, AddressForm other, int otherSeconds) {
      return index == otherIndex && leaseSeconds == otherSeconds && form.equals(other);
    }

    @Override
    public void encode(ByteBuffer out, int sequence) {
      out.put(message).putInt(SEQUENCE, sequence);
    }
  }

  private final @Nullable Installation[] known = new Installation[REMEMBERED];
  private int oldest;

  /** As {@link NetlinkEncoder#install}. */
  NetlinkSocket.Encoder of(int index, AddressForm form, int leaseSeconds) {
    for (int i = 0; i < REMEMBERED; i++) {
      Installation candidate = known[i];
      if (candidate != null && candidate.is(index, form, leaseSeconds)) {
        return candidate;
      }
    }
    ByteBuffer out = ByteBuffer.allocate(SIZE_MAX).order(ByteOrder.nativeOrder());
    NetlinkEncoder.install(out, 0, index, form, leaseSeconds);
    byte[] message = new byte[out.flip().remaining()];
    out.get(message);
    Installation made = new Installation(index, form, leaseSeconds, message);
    known[oldest] = made;
    oldest = (oldest + 1) % REMEMBERED;
    return made;
  }
}
