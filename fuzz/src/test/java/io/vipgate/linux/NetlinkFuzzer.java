package io.vipgate.linux;

import static io.vipgate.fuzz.Invariant.require;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A datagram of rtnetlink(7) is read to its end, with values that are in their ranges. */
public final class NetlinkFuzzer {
  private NetlinkFuzzer() {}

  public static void fuzzerTestOneInput(byte[] data) {
    ByteBuffer datagram = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    NetlinkDecoder.decode(datagram, (sequence, interrupted, message) -> check(message));
  }

  private static void check(NetlinkMessage message) {
    if (message instanceof NetlinkMessage.Address address) {
      InterfaceAddress found = address.address();
      require(
          found.prefixLength() >= 0 && found.prefixLength() <= 255, "a prefix length is a byte");
      require(found.validSeconds() >= 0, "a lifetime is not negative");
    }
    require(!message.toString().isEmpty(), "a message can be shown");
  }
}
