package io.vipgate.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks by HTTP, with TLS and without, at servers that do with a connection what they are told. */
final class HttpLooks extends Looks {
  static final Duration LONG = Duration.ofSeconds(10);
  static final Duration SHORT = Duration.ofSeconds(1);

  /** To all of its servers, from the first on. */
  final AtomicInteger connections = new AtomicInteger();

  /** One that speaks TLS if this type of check does. */
  FakeServer server(ProbeType type, FakeServer.Script script) {
    return server(type, () -> {}, script);
  }

  /**
   * The same.
   *
   * @param accepted runs for each connection once it is counted, and before anything else
   */
  FakeServer server(ProbeType type, Runnable accepted, FakeServer.Script script) {
    return FakeServer.preparing(
        type == ProbeType.HTTPS ? Pki.serverContext(Pki.SERVER) : null,
        () -> {
          connections.incrementAndGet();
          accepted.run();
        },
        script);
  }

  /** One look, with all settings at their defaults. */
  ProbeResult look(ProbeType type, FakeServer server, Duration timeout)
      throws InterruptedException {
    return look(spec(type, server, timeout));
  }

  static ProbeSpec spec(ProbeType type, FakeServer server, Duration timeout) {
    return spec(type, server.address(), timeout, HttpSettings.DEFAULT);
  }

  static ProbeSpec spec(
      ProbeType type, InetSocketAddress target, Duration timeout, HttpSettings http) {
    return new ProbeSpec(type, target, timeout.toNanos(), http, TlsSettings.UNVERIFIED);
  }

  static void assertResult(ProbeResult result, Reason reason, String evidence) {
    assertThat(result.evidence()).isEqualTo(evidence);
    assertThat(result.reason()).isEqualTo(reason);
  }
}
