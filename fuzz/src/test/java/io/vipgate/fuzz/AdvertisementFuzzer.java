package io.vipgate.fuzz;

import static io.vipgate.fuzz.Invariant.require;

import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.AdvertisementCodec;
import io.vipgate.vrrp.packet.Delivery;
import io.vipgate.vrrp.packet.IpHeader;
import io.vipgate.vrrp.packet.PeerAgreement;
import io.vipgate.vrrp.packet.PseudoHeader;
import io.vipgate.vrrp.packet.Received;
import io.vipgate.vrrp.packet.VrrpVersion;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An IP packet from the network is read to a value, never to an exception; and what is believed
 * says the same when it is written again.
 */
public final class AdvertisementFuzzer {
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;

  private AdvertisementFuzzer() {}

  public static void fuzzerTestOneInput(byte[] data) {
    ByteBuffer packet = ByteBuffer.wrap(data);
    Received received = AdvertisementCodec.decode(packet);
    require(packet.position() == 0 && packet.limit() == data.length, "the packet is left alone");
    if (received instanceof Received.Accepted accepted) {
      checkAccepted(accepted);
    } else if (received instanceof Received.Dropped dropped) {
      require(dropped.evidence().contains("(expected: "), "a dropped packet has evidence");
    }
  }

  private static void checkAccepted(Received.Accepted accepted) {
    Advertisement advertisement = accepted.advertisement();
    IpHeader header = accepted.header();
    @Nullable PseudoHeader covered =
        advertisement.version() == VrrpVersion.V3
            ? new PseudoHeader(header.source(), header.destination())
            : null;
    ByteBuffer message = ByteBuffer.allocate(AdvertisementCodec.encodedLength(advertisement));
    AdvertisementCodec.encode(advertisement, covered, message);
    Received again = AdvertisementCodec.decode(packet(header, message.flip()));
    require(again.equals(accepted), "what is believed is written and read as the same");

    Advertisement ours = advertisement.withPriority(100);
    Received checked =
        new PeerAgreement(ours, header.destination(), new Delivery.Multicast()).check(accepted);
    require(
        checked == accepted || !(checked instanceof Received.Accepted),
        "an agreement gives the same or a reason");
  }

  /** The message in a packet with the same header, without options and extensions. */
  private static ByteBuffer packet(IpHeader header, ByteBuffer message) {
    byte[] source = header.source().getAddress();
    boolean ipv6 = source.length == 16;
    int headerSize = ipv6 ? IPV6_HEADER : IPV4_HEADER;
    int size = message.remaining();
    ByteBuffer packet = ByteBuffer.allocate(headerSize + size);
    if (ipv6) {
      packet.putInt(0x6000_0000).putShort((short) size);
      packet.put((byte) 112).put((byte) header.hopLimit());
    } else {
      packet.putShort((short) 0x45c0).putShort((short) (headerSize + size)).putInt(0);
      packet.put((byte) header.hopLimit()).put((byte) 112).putShort((short) 0);
    }
    return packet.put(source).put(header.destination().getAddress()).put(message).flip();
  }
}
