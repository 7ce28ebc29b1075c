package io.vipgate.vrrp.packet;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Version 3 (RFC 9568 §5.1). All numbers are big-endian.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-------+-------+---------------+---------------+---------------+
 *  | ver 3 | type 1| VRID          | priority      | addresses: n  |   0
 *  +-------+-------+---------------+---------------+---------------+
 *  | 0     | interval, 10 ms       | checksum                      |   4
 *  +-------+-----------------------+-------------------------------+
 *  | address 1 ... n, of 4 or 16 bytes each                        |   8
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * <p>The four bits before the interval are ignored when received. The checksum covers all of it,
 * over IPv4 with a pseudo-header or without ({@link PseudoHeader} says who does what).
 */
final class Version3Layout implements MessageLayout {

  private static final int INTERVAL_MASK = 0x0fff;

  @Override
  public VrrpVersion version() {
    return VrrpVersion.V3;
  }

  @Override
  public int trailerBytes() {
    return 0;
  }

  @Override
  public void write(Advertisement advertisement, ByteBuffer message, int trailer) {
    long centiseconds = advertisement.advertIntervalNs() / version().intervalUnitNs();
    message.putShort(OWN_BYTES, (short) centiseconds);
  }

  @Override
  public @Nullable Fault fault(ByteBuffer message) {
    return null;
  }

  @Override
  public int intervalUnits(ByteBuffer message) {
    return message.getShort(OWN_BYTES) & INTERVAL_MASK;
  }

  @Override
  public Authentication authentication(ByteBuffer message, int trailer) {
    return Authentication.NONE;
  }

  @Override
  public boolean isIntact(ByteBuffer message, PseudoHeader pseudoHeader) {
    return InternetChecksum.of(message, pseudoHeader) == 0
        || (pseudoHeader.isOptional() && InternetChecksum.of(message) == 0);
  }
}
