package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is let in, and how many. */
@Timeout(60)
class AdmissionTest {
  @Test
  void denyWinsAndAllowKeepsTheOthersOut() throws Exception {
    Admission some = admission(List.of(cidr("127.0.1.0", 24)), List.of(cidr("127.0.1.128", 25)));
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(some), List.of(server.asServer()))) {
      assertEchoes(proxied.connectFrom("127.0.1.1"));
      assertReset(proxied.connectFrom("127.0.1.129"));
      assertReset(proxied.connectFrom("127.0.2.1"));
      assertThat(proxied.stats().refusals()).containsEntry(Refusal.DENIED, 2L);
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void whoIsOneTooManyWaitsUntilOneLeaves() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(limited(2, null, 0)), List.of(server.asServer()))) {
      Socket first = proxied.connect();
      Socket second = proxied.connect();
      assertEcho(first);
      assertEcho(second);
      assertThat(paused(proxied, AcceptPause.PROXY_LIMIT)).as("nobody waits").isFalse();
      try (Socket third = proxied.connect()) {
        third.getOutputStream().write(7);
        Eventually.until(
            "it pauses",
            () -> proxied.stats().acceptPauses().getOrDefault(AcceptPause.PROXY_LIMIT, 0L) == 1);
        assertThat(proxied.stats().clients()).isEqualTo(2);
        first.close();
        assertThat(third.getInputStream().read()).isEqualTo(7);
      }
      second.close();
    }
  }

  @Test
  void aLimitOfAllProxiesIsOneForAll() throws Exception {
    ConnectionLimit process = new ConnectionLimit(3);
    try (var server = new TestServer("a", TestServer.ECHO);
        var one = Proxied.with(config(limited(0, process, 0)), List.of(server.asServer()));
        var two = Proxied.with(config(limited(0, process, 0)), List.of(server.asServer()))) {
      List<Socket> clients = List.of(one.connect(), one.connect(), two.connect());
      for (Socket client : clients) {
        assertEcho(client);
      }
      try (Socket more = two.connect();
          Socket evenMore = one.connect()) {
        more.getOutputStream().write(7);
        evenMore.getOutputStream().write(8);
        Eventually.until(
            "both pause",
            () -> paused(one, AcceptPause.PROCESS_LIMIT) && paused(two, AcceptPause.PROCESS_LIMIT));
        assertThat(process.open()).isEqualTo(3);
        clients.get(0).close();
        clients.get(1).close();
        assertThat(more.getInputStream().read()).isEqualTo(7);
        assertThat(evenMore.getInputStream().read()).isEqualTo(8);
        process.resize(4);
        assertEchoes(one.connect());
      }
      clients.get(2).close();
    }
    assertThat(process.open()).isZero();
  }

  @Test
  void noMoreAreAcceptedThanTheRateAllows() throws Exception {
    int rate = 20;
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(limited(0, null, rate)), List.of(server.asServer()))) {
      long begin = System.nanoTime();
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < rate + 10; i++) {
        clients.add(proxied.connect());
      }
      for (Socket client : clients) {
        assertEchoes(client);
      }
      // The first second's worth comes at once, the other 10 after that.
      assertThat(System.nanoTime() - begin).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(450));
      assertThat(paused(proxied, AcceptPause.RATE)).isTrue();
      assertThat(proxied.stats().clientsTotal()).isEqualTo(rate + 10);
    }
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> limited(-1, null, 0))
        .hasMessage("max-connections: value: -1 (expected: 0 or above)");
    assertThatThrownBy(() -> limited(0, null, -1)).hasMessageContaining("accept-rate");
  }

  private static boolean paused(Proxied proxied, AcceptPause reason) {
    return proxied.stats().acceptPauses().getOrDefault(reason, 0L) > 0;
  }

  private static Admission admission(List<Cidr> allow, List<Cidr> deny) {
    return new Admission(0, null, 0, allow, deny, List.of());
  }

  private static Admission limited(int max, @Nullable ConnectionLimit process, int perSecond) {
    return new Admission(max, process, perSecond, List.of(), List.of(), List.of());
  }

  private static Cidr cidr(String network, int prefixLength) {
    return new Cidr(TestServer.literal(network), prefixLength);
  }

  private static FrontendConfig config(Admission admission) {
    return Proxied.config(List.of(Proxied.at("127.0.0.1", 0))).with(admission);
  }

  private static void assertEchoes(Socket client) throws IOException {
    try (client) {
      assertEcho(client);
    }
  }

  private static void assertEcho(Socket client) throws IOException {
    client.getOutputStream().write(1);
    assertThat(client.getInputStream().read()).isEqualTo(1);
  }

  private static void assertReset(Socket client) throws IOException {
    try (client) {
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("reset");
    }
  }
}
