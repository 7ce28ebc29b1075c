package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The header is not on the wire's way to us: it is put together from what the kernel says. */
@NeedsRoot
@Timeout(60)
class RawVrrpIpv6ChannelTest {
  private static final int HEADER = 40;
  private static final byte[] PAYLOAD = {0x31, 88, 100, 1, 0, 10, 1, 2};
  private static final InetAddress A = Namespace.ipv6("2001:db8::1");
  private static final InetAddress B = Namespace.ipv6("2001:db8::2");

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
    a.ip("addr", "add", "2001:db8::1/64", "dev", "va", "nodad");
    b.ip("addr", "add", "2001:db8::2/64", "dev", "vb", "nodad");
    fromA = open(a, "va");
    atB = open(b, "vb");
  }

  private static RawVrrpChannel open(Namespace namespace, String name) throws Exception {
    NetworkInterface nic = namespace.networkInterface(name);
    return namespace.call(() -> RawVrrpChannel.open(nic, IpFamily.IPV6));
  }

  @AfterEach
  void close() throws Exception {
    fromA.close();
    atB.close();
    a.close();
    b.close();
  }

  @Test
  void whatIsSentToTheGroupArrivesAsVrrpPrescribes() throws Exception {
    send(A, IpFamily.IPV6.group());

    await(atB);

    assertHeader(A, IpFamily.IPV6.group());
  }

  @Test
  void aLinkLocalSourceIsTaken() throws Exception {
    InetAddress linkLocal = awaitLinkLocal();

    send(linkLocal, IpFamily.IPV6.group());

    await(atB);
    assertHeader(linkLocal, IpFamily.IPV6.group());
  }

  @Test
  void aPeerAloneIsReached() throws Exception {
    send(A, B);

    await(atB);

    assertHeader(A, B);
  }

  @Test
  void ownPacketsAreNotHeard() throws Exception {
    send(A, IpFamily.IPV6.group());

    await(atB);

    assertThat(fromA.receive(packet)).isFalse();
  }

  @Test
  void theHopLimitIsThatOfThePacket() throws Exception {
    NativeSocket socket =
        a.call(
            () ->
                NativeSocket.open(
                    "test", 10, NativeSocket.SOCK_RAW, 112, "", opened -> hopLimit(opened, 64)));
    SocketMessage message = SocketMessage.allocate(64);
    VrrpSockets.of(IpFamily.IPV6).route(message, a.networkInterface("va").index(), A, B);
    message.payload(ByteBuffer.wrap(PAYLOAD));
    assertThat(socket.send(message)).isEqualTo(PAYLOAD.length);
    socket.close();

    await(atB);

    assertThat(packet.get(7)).isEqualTo((byte) 64);
  }

  private static void hopLimit(NativeSocket socket, int hops) throws NativeException {
    socket.option("IPV6_UNICAST_HOPS", 41, 16, hops);
  }

  @Test
  void aPacketLargerThanTheBufferIsCut() throws Exception {
    send(A, B);
    ByteBuffer small = ByteBuffer.allocate(HEADER + 3);
    Await.until("packet", () -> atB.receive(small));

    assertThat(small.hasRemaining()).isFalse();
    assertThat(small.getShort(4)).as("its length").isEqualTo((short) PAYLOAD.length);
    assertThat(atB.receive(packet)).isFalse();
  }

  @Test
  void theSourceAddressLeft() throws Exception {
    a.ip("addr", "del", "2001:db8::1/64", "dev", "va");

    assertThatThrownBy(() -> send(A, IpFamily.IPV6.group()))
        .hasMessage(
            "sendmsg(ff02:0:0:0:0:0:0:12 on va from 2001:db8:0:0:0:0:0:1): EINVAL"
                + " (expected: va up, and 2001:db8:0:0:0:0:0:1 on this host)");
  }

  private void send(InetAddress source, InetAddress destination) throws NativeException {
    fromA.send(fromA.packet(source, destination).payload(ByteBuffer.wrap(PAYLOAD)));
  }

  private InetAddress awaitLinkLocal() throws Exception {
    Await.until("a link-local address that is not tentative", () -> !linkLocals().isEmpty());
    return linkLocals().get(0);
  }

  private List<InetAddress> linkLocals() throws Exception {
    return a.networkInterface("va").addresses().stream()
        .filter(address -> !address.tentative())
        .map(InterfaceAddress::address)
        .filter(InetAddress::isLinkLocalAddress)
        .toList();
  }

  private void assertHeader(InetAddress source, InetAddress destination) {
    packet.flip();
    assertThat(packet.remaining()).isEqualTo(HEADER + PAYLOAD.length);
    assertThat(packet.getInt(0)).as("version").isEqualTo(0x6000_0000);
    assertThat(packet.getShort(4)).as("length").isEqualTo((short) PAYLOAD.length);
    assertThat(packet.get(6)).as("protocol").isEqualTo((byte) 112);
    assertThat(packet.get(7)).as("hop limit").isEqualTo((byte) 255);
    assertThat(bytes(8, 16)).as("source").isEqualTo(source.getAddress());
    assertThat(bytes(24, 16)).as("destination").isEqualTo(destination.getAddress());
    assertThat(bytes(HEADER, PAYLOAD.length)).isEqualTo(PAYLOAD);
  }

  private byte[] bytes(int from, int length) {
    byte[] bytes = new byte[length];
    packet.get(from, bytes);
    return bytes;
  }

  private void await(RawVrrpChannel channel) throws Exception {
    Await.until("packet", () -> channel.receive(packet));
  }
}
