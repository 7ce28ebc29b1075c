package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsRoot
@Timeout(60)
class RawVrrpChannelTest {
  private static final int HEADER = 20;
  private static final byte[] PAYLOAD = {0x21, 88, 100, 1, 1, 1, 2, 3, 10, 9, 0, 99};

  private Namespace a;
  private Namespace b;
  private RawVrrpChannel fromA;
  private RawVrrpChannel atB;
  private final ByteBuffer packet = ByteBuffer.allocate(1500);

  @BeforeEach
  void open() throws Exception {
    List<Namespace> pair = Namespace.pair();
    a = pair.get(0);
    b = pair.get(1);
    fromA = open(a, "va");
    atB = open(b, "vb");
  }

  private static RawVrrpChannel open(Namespace namespace, String name) throws Exception {
    NetworkInterface nic = namespace.networkInterface(name);
    return namespace.call(() -> RawVrrpChannel.open(nic, IpFamily.IPV4));
  }

  @AfterEach
  void close() throws Exception {
    fromA.close();
    atB.close();
    a.close();
    b.close();
  }

  @Test
  void aPayloadArrivesAsVrrpPrescribes() throws Exception {
    send(fromA, "10.9.0.1", PAYLOAD);

    await(atB);

    packet.flip();
    assertThat(packet.remaining()).isEqualTo(HEADER + PAYLOAD.length);
    assertThat(packet.get(0)).as("version and header length").isEqualTo((byte) 0x45);
    assertThat(packet.get(1)).as("TOS").isEqualTo((byte) 0xc0);
    assertThat(packet.getShort(2)).as("length").isEqualTo((short) (HEADER + PAYLOAD.length));
    assertThat(packet.get(8)).as("TTL").isEqualTo((byte) 255);
    assertThat(packet.get(9)).as("protocol").isEqualTo((byte) 112);
    assertThat(packet.getInt(12)).as("source").isEqualTo(0x0a09_0001);
    assertThat(packet.getInt(16)).as("destination").isEqualTo(0xe000_0012);
    byte[] payload = new byte[PAYLOAD.length];
    packet.get(HEADER, payload);
    assertThat(payload).isEqualTo(PAYLOAD);
  }

  @Test
  void ownPacketsAreNotHeard() throws Exception {
    send(fromA, "10.9.0.1", PAYLOAD);

    await(atB);

    assertThat(fromA.receive(packet)).isFalse();
  }

  @Test
  void packetsComeOneByOneInTheirOrder() throws Exception {
    for (byte i = 0; i < 100; i++) {
      send(fromA, "10.9.0.1", new byte[] {i});
    }

    for (byte i = 0; i < 100; i++) {
      packet.clear();
      await(atB);
      assertThat(packet.position()).isEqualTo(HEADER + 1);
      assertThat(packet.get(HEADER)).isEqualTo(i);
    }
    assertThat(atB.receive(packet)).isFalse();
  }

  @Test
  void aPacketLargerThanTheBufferIsCut() throws Exception {
    send(fromA, "10.9.0.1", PAYLOAD);
    ByteBuffer small = ByteBuffer.allocate(10);
    Await.until("packet", () -> atB.receive(small));

    assertThat(small.hasRemaining()).isFalse();
    assertThat(atB.receive(packet)).isFalse();
  }

  @Test
  void theSourceIsTheGivenAddressEvenIfTheVipComesFirst() throws Exception {
    a.ip("addr", "flush", "dev", "va");
    a.ip("addr", "add", "10.9.0.99/32", "dev", "va");
    a.ip("addr", "add", "10.9.0.1/24", "dev", "va");

    send(fromA, "10.9.0.1", PAYLOAD);

    await(atB);
    assertThat(packet.getInt(12)).isEqualTo(0x0a09_0001);
  }

  @Test
  void packetsOfAnotherInterfaceAreNotHeard() throws Exception {
    b.ip("link", "add", "vc", "type", "veth", "peer", "name", "vd");
    b.ip("addr", "add", "10.9.1.2/24", "dev", "vc");
    b.ip("link", "set", "vc", "up");
    b.ip("link", "set", "vd", "up");
    try (RawVrrpChannel other = open(b, "vc")) {
      send(fromA, "10.9.0.1", PAYLOAD);

      await(atB);

      assertThat(other.receive(packet)).isFalse();
    }
  }

  @Test
  void hearsAgainAfterTheLinkWasDown() throws Exception {
    b.ip("link", "set", "vb", "down");
    assertThatThrownBy(() -> send(atB, "10.9.0.2", PAYLOAD))
        .isInstanceOf(NativeException.class)
        .hasMessage(
            "sendmsg(224.0.0.18 on vb from 10.9.0.2): ENETUNREACH"
                + " (expected: vb up, and 10.9.0.2 on this host)");
    b.ip("link", "set", "vb", "up");
    Await.until("carrier", () -> a.networkInterface("va").carrier());
    Await.until("carrier", () -> b.networkInterface("vb").carrier());

    send(fromA, "10.9.0.1", PAYLOAD);
    await(atB);
    packet.clear();
    send(atB, "10.9.0.2", PAYLOAD);
    await(fromA);

    assertThat(packet.position()).isEqualTo(HEADER + PAYLOAD.length);
  }

  @Test
  void theSourceAddressLeft() throws Exception {
    a.ip("addr", "add", "10.8.0.5/24", "dev", "va");
    a.ip("addr", "del", "10.9.0.1/24", "dev", "va");

    assertThatThrownBy(() -> send(fromA, "10.9.0.1", PAYLOAD))
        .hasMessage(
            "sendmsg(224.0.0.18 on va from 10.9.0.1): ENETUNREACH"
                + " (expected: va up, and 10.9.0.1 on this host)");
  }

  @Test
  void anInterfaceThatIsGone() throws Exception {
    NetworkInterface va = a.networkInterface("va");
    a.ip("link", "del", "va");

    assertThatThrownBy(() -> a.call(() -> RawVrrpChannel.open(va, IpFamily.IPV4)))
        .hasMessage("setsockopt(SO_BINDTODEVICE, va): ENODEV (expected: an interface that exists)");
  }

  @Test
  void thePollerSeesAPacket() throws Exception {
    try (Poller poller = Poller.open()) {
      poller.add(atB, () -> {});
      assertThat(poller.await(0)).isZero();
      send(fromA, "10.9.0.1", PAYLOAD);
      assertThat(poller.await(TimeUnit.SECONDS.toNanos(10))).isEqualTo(1);
    }
  }

  @Test
  void aPeerAloneIsReachedWithTheSameTtl() throws Exception {
    fromA.send(
        fromA
            .packet(Namespace.address("10.9.0.1"), Namespace.address("10.9.0.2"))
            .payload(ByteBuffer.wrap(PAYLOAD)));

    await(atB);

    assertThat(packet.get(8)).as("TTL").isEqualTo((byte) 255);
    assertThat(packet.getInt(12)).as("source").isEqualTo(0x0a09_0001);
    assertThat(packet.getInt(16)).as("destination").isEqualTo(0x0a09_0002);
  }

  /** Several instances on one interface may have sources of their own. */
  @Test
  void eachPacketHasItsOwnSource() throws Exception {
    a.ip("addr", "add", "10.9.0.3/24", "dev", "va");
    send(fromA, "10.9.0.3", PAYLOAD);
    send(fromA, "10.9.0.1", PAYLOAD);

    await(atB);
    assertThat(packet.getInt(12)).isEqualTo(0x0a09_0003);
    packet.clear();
    await(atB);
    assertThat(packet.getInt(12)).isEqualTo(0x0a09_0001);
  }

  private static void send(RawVrrpChannel channel, String source, byte[] payload) throws Exception {
    channel.send(
        channel
            .packet(Namespace.address(source), IpFamily.IPV4.group())
            .payload(ByteBuffer.wrap(payload)));
  }

  /** What was prepared is not spent by sending it, and may be given another payload. */
  @Test
  void aPacketIsSentAgainAndAgain() throws Exception {
    VrrpPacket prepared =
        fromA
            .packet(Namespace.address("10.9.0.1"), IpFamily.IPV4.group())
            .payload(ByteBuffer.wrap(PAYLOAD));
    for (int i = 0; i < 3; i++) {
      fromA.send(prepared);
      await(atB);
      assertThat(packet.position()).isEqualTo(HEADER + PAYLOAD.length);
      packet.clear();
    }

    fromA.send(prepared.payload(ByteBuffer.wrap(PAYLOAD, 0, 3)));

    await(atB);
    assertThat(packet.position()).isEqualTo(HEADER + 3);
  }

  private void await(RawVrrpChannel channel) throws Exception {
    Await.until("packet", () -> channel.receive(packet));
  }
}
