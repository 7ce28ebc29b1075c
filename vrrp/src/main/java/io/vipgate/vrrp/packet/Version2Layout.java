package io.vipgate.vrrp.packet;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Version 2 (RFC 3768 §5.1). All numbers are big-endian.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-------+-------+---------------+---------------+---------------+
 *  | ver 2 | type 1| VRID          | priority      | addresses: n  |   0
 *  +-------+-------+---------------+---------------+---------------+
 *  | auth type     | interval, s   | checksum                      |   4
 *  +---------------+---------------+-------------------------------+
 *  | address 1 ... n                                               |   8
 *  +---------------------------------------------------------------+
 *  | authentication data (8 bytes, zeros without)                  |   8 + 4 n
 *  |                                                               |
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * <p>The checksum covers all of it, the authentication data too, and no pseudo-header.
 */
final class Version2Layout implements MessageLayout {

  private static final int AUTH_TYPE = OWN_BYTES;
  private static final int INTERVAL = OWN_BYTES + 1;

  @Override
  public VrrpVersion version() {
    return VrrpVersion.V2;
  }

  @Override
  public int trailerBytes() {
    return Authentication.DATA_BYTES;
  }

  @Override
  public void write(Advertisement advertisement, ByteBuffer message, int trailer) {
    Authentication authentication = advertisement.authentication();
    long seconds = advertisement.advertIntervalNs() / version().intervalUnitNs();
    message.put(AUTH_TYPE, (byte) authentication.type());
    message.put(INTERVAL, (byte) seconds);
    message.putLong(trailer, authentication.data());
  }

  @Override
  public @Nullable Fault fault(ByteBuffer message) {
    int authType = Byte.toUnsignedInt(message.get(AUTH_TYPE));
    return authType == Authentication.TYPE_NONE || authType == Authentication.TYPE_PASS
        ? null
        : new Fault(DropReason.AUTH_TYPE, "authentication type", authType, "0 or 1");
  }

  @Override
  public int intervalUnits(ByteBuffer message) {
    return Byte.toUnsignedInt(message.get(INTERVAL));
  }

  @Override
  public Authentication authentication(ByteBuffer message, int trailer) {
    return message.get(AUTH_TYPE) == Authentication.TYPE_NONE
        ? Authentication.NONE
        : new Authentication(Authentication.TYPE_PASS, message.getLong(trailer));
  }

  @Override
  public boolean isIntact(ByteBuffer message, PseudoHeader pseudoHeader) {
    return InternetChecksum.of(message) == 0;
  }
}
