package io.vipgate.vrrp.packet;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What differs between the versions' messages; {@link AdvertisementCodec} knows what does not. */
interface MessageLayout {

  /** Offset of the four bytes that follow the number of addresses: the version's own, checksum. */
  int OWN_BYTES = 4;

  VrrpVersion version();

  /** Bytes after the last address. */
  int trailerBytes();

  /** Writes {@link #OWN_BYTES} and the trailer, which starts at this offset. */
  void write(Advertisement advertisement, ByteBuffer message, int trailer);

  /** Why these parts are not valid; null if they are. */
  @Nullable Fault fault(ByteBuffer message);

  /** In units of {@link VrrpVersion#intervalUnitNs}. */
  int intervalUnits(ByteBuffer message);

  Authentication authentication(ByteBuffer message, int trailer);

  /** Whether the checksum is right. */
  boolean isIntact(ByteBuffer message, PseudoHeader pseudoHeader);

  /** Why a message is not valid: what is wrong, and what it should have been. */
  record Fault(DropReason reason, String what, Object value, String expected) {}
}
