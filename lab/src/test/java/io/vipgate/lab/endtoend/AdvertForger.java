package io.vipgate.lab.endtoend;

import io.vipgate.linux.InterfaceLookup;
import io.vipgate.linux.Interfaces;
import io.vipgate.linux.IpFamily;
import io.vipgate.linux.RawVrrpChannel;
import io.vipgate.linux.VrrpPacket;
import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.AdvertisementCodec;
import io.vipgate.vrrp.packet.Authentication;
import io.vipgate.vrrp.packet.VrrpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A program that sends wrong advertisements of the highest priority: each field wrong in turn, cut
 * at each length, then random bytes. Arguments: interface, VIP, seed.
 */
final class AdvertForger {
  static final int RANDOM_PACKETS = 1_000;

  private static final int ROUTER_ID = 88;
  private static final long SECOND_NS = 1_000_000_000L;

  private AdvertForger() {}

  public static void main(String[] args) throws IOException {
    List<byte[]> forged = forged(InetAddress.getByName(args[1]), Long.parseLong(args[2]));
    try (Interfaces interfaces = Interfaces.open()) {
      var found = (InterfaceLookup.Present) interfaces.lookup(args[0]);
      var own = found.networkInterface().addresses().get(0).address();
      try (RawVrrpChannel channel = RawVrrpChannel.open(found.networkInterface(), IpFamily.IPV4)) {
        VrrpPacket packet = channel.packet(own, IpFamily.IPV4.group());
        for (byte[] payload : forged) {
          channel.send(packet.payload(ByteBuffer.wrap(payload)));
        }
      }
    }
    System.out.println("SENT " + forged.size());
  }

  private static List<byte[]> forged(InetAddress vip, long seed) {
    byte[] valid = bytes(advertisement(vip, SECOND_NS, Authentication.pass("1111")));
    List<byte[]> all = new ArrayList<>();
    all.add(with(valid, 0, 0xf1)); // version 15
    all.add(with(valid, 0, 0x22)); // type 2
    all.add(with(valid, 1, 0)); // virtual router 0
    all.add(with(valid, 4, 9)); // authentication type 9
    all.add(corrupted(valid));
    all.add(Arrays.copyOf(valid, valid.length + 4));
    all.add(bytes(advertisement(vip, SECOND_NS, Authentication.NONE)));
    all.add(bytes(advertisement(vip, SECOND_NS, Authentication.pass("2222"))));
    all.add(bytes(advertisement(vip, 2 * SECOND_NS, Authentication.pass("1111"))));
    all.add(with(valid, 11, 1)); // another address
    for (int length = 1; length < valid.length; length++) {
      all.add(Arrays.copyOf(valid, length));
    }
    Random random = new Random(seed);
    for (int i = 0; i < RANDOM_PACKETS; i++) {
      byte[] noise = new byte[1 + random.nextInt(64)];
      random.nextBytes(noise);
      all.add(noise);
    }
    return all;
  }

  private static Advertisement advertisement(
      InetAddress vip, long intervalNs, Authentication authentication) {
    return new Advertisement(
        VrrpVersion.V2, ROUTER_ID, 254, intervalNs, List.of(vip), authentication);
  }

  private static byte[] bytes(Advertisement advertisement) {
    ByteBuffer buffer = ByteBuffer.allocate(AdvertisementCodec.encodedLength(advertisement));
    AdvertisementCodec.encode(advertisement, buffer);
    return buffer.array();
  }

  private static byte[] corrupted(byte[] valid) {
    byte[] copy = valid.clone();
    copy[6] ^= 0x55;
    return copy;
  }

  /** One byte changed, and the checksum of RFC 1071 made right again. */
  private static byte[] with(byte[] valid, int at, int value) {
    byte[] copy = valid.clone();
    copy[at] = (byte) value;
    copy[6] = 0;
    copy[7] = 0;
    int sum = 0;
    for (int i = 0; i < copy.length; i += 2) {
      sum += ((copy[i] & 0xff) << 8) | (copy[i + 1] & 0xff);
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    int checksum = ~(sum + (sum >>> 16)) & 0xffff;
    copy[6] = (byte) (checksum >>> 8);
    copy[7] = (byte) checksum;
    return copy;
  }
}
