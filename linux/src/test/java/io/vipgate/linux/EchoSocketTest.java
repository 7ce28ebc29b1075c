package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
@NeedsRoot
class EchoSocketTest {
  private static final int SOCK_RAW = NativeSocket.SOCK_RAW;

  @ParameterizedTest
  @CsvSource({"127.0.0.1, IPV4", "127.9.9.9, IPV4", "::1, IPV6"})
  void theKernelReplies(String address, IpFamily family) throws Exception {
    InetAddress target = literal(address);
    try (EchoSocket first = EchoSocket.open(family, SOCK_RAW);
        EchoSocket other = EchoSocket.open(family, SOCK_RAW);
        Poller poller = Poller.open()) {
      poller.add(first, () -> {});
      first.send(target, 7);
      first.send(target, 8);
      poller.await(5_000_000_000L);
      assertThat(awaitToken(first, poller)).hasValue(7);
      assertThat(awaitToken(first, poller)).hasValue(8);
      assertThat(other.receive()).as("somebody else's replies").isEmpty();
      poller.remove(first);
    }
  }

  @Test
  void anyKindOfSocketWillDo() throws Exception {
    try (EchoSocket socket = EchoSocket.open(IpFamily.IPV4);
        Poller poller = Poller.open()) {
      poller.add(socket, () -> {});
      socket.send(literal("127.0.0.1"), -1);
      poller.await(5_000_000_000L);
      assertThat(awaitToken(socket, poller)).hasValue(-1);
      poller.remove(socket);
    }
  }

  @Test
  void noWayThereIsTold() throws Exception {
    try (EchoSocket socket = EchoSocket.open(IpFamily.IPV4)) {
      assertThatThrownBy(() -> socket.send(literal("255.255.255.255"), 1))
          .isInstanceOf(NativeException.class)
          .hasMessageContaining("ICMP echo to 255.255.255.255");
    }
  }

  /** Computed by hand from RFC 792 and RFC 1071. */
  @Test
  void writesARequest() {
    ByteBuffer out = ByteBuffer.allocate(IcmpEchoCodec.SIZE);
    new IcmpEchoCodec(IpFamily.IPV4, 0x0102030405060708L).encode(out, 0x1112131415161718L);
    assertThat(HexFormat.of().formatHex(out.array()).replaceFirst("(?<=^.{4}).{4}", "CCCC"))
        .isEqualTo("0800CCCC" + "0708" + "1718" + "0102030405060708" + "1112131415161718");
    assertThat(onesComplementSum(out)).isEqualTo(0xffff);
  }

  private static int onesComplementSum(ByteBuffer bytes) {
    int sum = 0;
    for (int i = 0; i < IcmpEchoCodec.SIZE; i += 2) {
      sum += bytes.getShort(i) & 0xffff;
    }
    return (sum & 0xffff) + (sum >>> 16);
  }

  @Test
  void readsOnlyRepliesToOurs() {
    IcmpEchoCodec codec = new IcmpEchoCodec(IpFamily.IPV4, 5);
    ByteBuffer request = ByteBuffer.allocate(IcmpEchoCodec.SIZE);
    codec.encode(request, 9);
    request.flip();
    assertThat(codec.decode(request)).as("a request").isEqualTo(OptionalLong.empty());
    request.put(0, (byte) 0);
    assertThat(codec.decode(request)).hasValue(9);
    assertThat(new IcmpEchoCodec(IpFamily.IPV4, 6).decode(request)).isEmpty();
    assertThat(codec.decode(ByteBuffer.wrap(new byte[] {0, 0, 0}))).isEmpty();
    assertThat(codec.decode(ByteBuffer.allocate(0))).isEmpty();
    assertThat(codec.decode(ByteBuffer.wrap(withHeader(request.array())))).hasValue(9);
  }

  private static byte[] withHeader(byte[] message) {
    byte[] packet = new byte[20 + message.length];
    packet[0] = 0x45;
    System.arraycopy(message, 0, packet, 20, message.length);
    return packet;
  }

  private static OptionalLong awaitToken(EchoSocket socket, Poller poller) throws Exception {
    for (int i = 0; i < 50; i++) {
      OptionalLong token = socket.receive();
      if (token.isPresent()) {
        return token;
      }
      poller.await(100_000_000L);
    }
    return OptionalLong.empty();
  }

  private static InetAddress literal(String address) throws UnknownHostException {
    return InetAddress.getByName(address);
  }
}
