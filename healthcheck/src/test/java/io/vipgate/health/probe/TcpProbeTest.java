package io.vipgate.health.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TcpProbeTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(300);

  @AutoClose private final Looks looks = new Looks();

  @Test
  void upAndTheServerNeverSeesIt() throws Exception {
    try (ServerSocket server = listen(50)) {
      ProbeSpec spec = spec(ProbeType.TCP, address(server), LONG);
      Probe probe = spec.newProbe();
      for (int i = 0; i < 50; i++) {
        ProbeResult result = looks.look(spec, probe);
        assertThat(result.evidence()).isEqualTo("connected");
        assertThat(result.reason()).isEqualTo(Reason.OK);
      }
      server.setSoTimeout(100);
      assertThatThrownBy(server::accept)
          .as("a connection to accept")
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void overIpv6() throws Exception {
    try (ServerSocket server =
        new ServerSocket(
            0,
            50,
            InetAddress.getByAddress(
                new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}))) {
      assertThat(looks.look(spec(ProbeType.TCP, address(server), LONG)).reason())
          .isEqualTo(Reason.OK);
    }
  }

  @Test
  void refused() throws Exception {
    try (Contract.Rig nobody = Rigs.nobody(ProbeSettings.DEFAULT)) {
      ProbeResult result = looks.look(spec(ProbeType.TCP, nobody.address(), LONG));
      assertThat(result.evidence()).isEqualTo("connect refused");
      assertThat(result.reason()).isEqualTo(Reason.CONNECT_REFUSED);
      assertThat(result.verdict()).isEqualTo(Verdict.DEAD);
    }
  }

  /** The limited broadcast address: the kernel has no way to connect there, on any machine. */
  @ParameterizedTest
  @EnumSource(names = {"TCP", "SEND_EXPECT", "AGENT", "TLS", "HTTP", "HTTPS", "GRPC", "GRPCS"})
  void unreachable(ProbeType type) throws Exception {
    ProbeResult result =
        looks.look(
            spec(
                type,
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {-1, -1, -1, -1}), 6443),
                LONG));
    assertThat(result.evidence()).isEqualTo("no route to host, or unreachable");
    assertThat(result.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(result.verdict()).isEqualTo(Verdict.DEAD);
  }

  /** A full accept queue drops SYNs, as a cut link does. */
  @ParameterizedTest
  @EnumSource(names = {"TCP", "SEND_EXPECT", "AGENT", "TLS", "HTTP", "HTTPS", "GRPC", "GRPCS"})
  void noAnswerToTheSyn(ProbeType type) throws Exception {
    List<SocketChannel> queue = new ArrayList<>();
    try (ServerSocket server = listen(1)) {
      for (int i = 0; i < 8; i++) {
        SocketChannel channel = SocketChannel.open();
        queue.add(channel);
        channel.configureBlocking(false);
        channel.connect(server.getLocalSocketAddress());
      }
      ProbeResult result = looks.look(spec(type, address(server), SHORT));
      assertThat(result.evidence()).isEqualTo("no connection within 300 ms");
      assertThat(result.reason()).isEqualTo(Reason.CONNECT_TIMEOUT);
      assertThat(result.verdict()).isEqualTo(Verdict.DEAD);
    } finally {
      for (SocketChannel channel : queue) {
        channel.close();
      }
    }
  }

  /** Not the server's fault: the loop itself slept through the timeout. */
  @Test
  void lateMeansUnsure() throws Exception {
    try (ServerSocket frozen = listen(50)) {
      ProbeSpec spec = spec(ProbeType.HTTPS, address(frozen), SHORT);
      Probe probe = spec.newProbe();
      ProbeResult result =
          looks.look(
              spec,
              (loop, once) -> {
                probe.start(loop, once);
                long startNs = System.nanoTime();
                while (System.nanoTime() - startNs < 2 * SHORT.toNanos()) {
                  Thread.onSpinWait();
                }
              });
      assertThat(result.evidence())
          .matches("this process was paused: the probe's timer came \\d+ ms late");
      assertThat(result.reason()).isEqualTo(Reason.LOCAL);
      assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    }
  }

  private static ServerSocket listen(int backlog) throws Exception {
    return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
  }

  private static InetSocketAddress address(ServerSocket server) {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private static ProbeSpec spec(ProbeType type, InetSocketAddress target, Duration timeout) {
    return new ProbeSpec(type, target, timeout.toNanos());
  }
}
