package io.vipgate.lab.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.Lab;
import io.vipgate.lab.Link.Fault;
import io.vipgate.lab.Node;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.apiserver.ApiServer;
import io.vipgate.lab.apiserver.CertificateAuthority;
import io.vipgate.lab.client.Attempt.Failure;
import io.vipgate.lab.client.RequestPlan.Retry;
import io.vipgate.lab.tenant.HaproxyPeer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@RequiresRoot
final class EndpointClientTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static Lab lab;
  private static Node client;
  private static CertificateAuthority authority;
  private static ApiServer m1;
  private static ApiServer m2;

  @BeforeAll
  static void start() {
    lab = Lab.create("client");
    client = lab.addNode("c1", "bond0", "10.32.200.1/16");
    authority = CertificateAuthority.create(lab.directory());
    m1 = server("m1", "10.32.0.1");
    m2 = server("m2", "10.32.0.2");
  }

  private static ApiServer server(String name, String address) {
    Node node = lab.addNode(name, "bond0", address + "/16");
    return ApiServer.start(node, authority, List.of(client.address()), List.of(name));
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  @Test
  void countsAnswersByServerAndKeepsItsInterval() {
    RequestReport report = report(to("10.32.0.1").atMost(20));

    assertThat(report.attempts()).hasSize(20);
    assertThat(report.failed()).isZero();
    assertThat(report.answersByServer()).isEqualTo(Map.of("m1", 20L));
    long first = report.attempts().get(0).startNs();
    long last = report.attempts().get(19).startNs();
    assertThat(Duration.ofNanos(last - first))
        .isGreaterThanOrEqualTo(Duration.ofMillis(19 * 50 - 5));
  }

  @Test
  void connectsWithoutTlsEachTwoMilliseconds() {
    RequestReport report = report(RequestPlan.connect("10.32.0.1", 6443).atMost(300));

    assertThat(report.attempts()).hasSize(300);
    assertThat(report.failed()).isZero();
    assertThat(report.answersByServer()).isEmpty();
  }

  @Test
  void aPortWithoutListenerRefuses() {
    RequestPlan plan = RequestPlan.https("10.32.0.1", 9, authority.certificate());

    assertThat(failures(plan.atMost(3))).isEqualTo(Map.of(Failure.REFUSED, 3L));
  }

  @Test
  void aNodeThatIsCutOffTimesOutOnConnect() {
    m1.node().link().set(Fault.SILENT);
    try {
      assertThat(failures(to("10.32.0.1").atMost(3)))
          .isEqualTo(Map.of(Failure.CONNECT_TIMEOUT, 3L));
    } finally {
      m1.node().link().heal();
    }
  }

  @Test
  void aFrozenServerTimesOutOnAnswer() {
    Duration timeout = Duration.ofMillis(300);
    m1.process().freeze();
    try {
      assertThat(failures(to("10.32.0.1").atMost(2).timeouts(timeout, timeout)))
          .isEqualTo(Map.of(Failure.TIMEOUT, 2L));
    } finally {
      m1.process().thaw();
    }
  }

  @Test
  void anErrorStatusAndAWrongNameAreFailures() {
    assertThat(failures(to("10.32.0.1").atMost(2).get("/nothing")))
        .isEqualTo(Map.of(Failure.STATUS, 2L));

    m1.node().run("ip", "address", "add", "10.32.0.77/32", "dev", "bond0");
    try (HaproxyPeer proxy = proxy(m1.node(), "10.32.0.77")) {
      assertThat(proxy.process().isAlive()).isTrue();
      assertThat(failures(RequestPlan.https("10.32.0.77", 8443, authority.certificate()).atMost(2)))
          .isEqualTo(Map.of(Failure.TLS, 2L));
    }
  }

  @Test
  void aRequestThatIsCutIsRetriedOnceOrFailsAsThePlanSays() {
    try (HaproxyPeer proxy = proxy(client, client.address())) {
      RequestPlan slow =
          RequestPlan.https(client.address(), 8443, authority.certificate()).get("/slow").atMost(4);
      assertThat(proxy.process().isAlive()).isTrue();

      RequestReport retried = reportWhileServerDies(slow.retry(Retry.CUT_AFTER_REQUEST));
      assertThat(retried.failed()).isZero();
      assertThat(retried.retried()).isEqualTo(2);
      assertThat(retried.answersByServer()).isEqualTo(Map.of("m1", 4L));

      RequestReport failed = reportWhileServerDies(slow.retry(Retry.NEVER));
      assertThat(failed.failures()).isEqualTo(Map.of(Failure.CUT_AFTER_REQUEST, 2L));
      assertThat(failed.answersByServer()).isEqualTo(Map.of("m1", 2L));
    }
  }

  private static RequestReport reportWhileServerDies(RequestPlan plan) {
    try (EndpointClient loop = EndpointClient.start(client, plan)) {
      Await.until(
          "each server answers two", SOON, () -> connections(m1) >= 2 && connections(m2) >= 2);
      m2.process().kill();
      return loop.awaitEnd(SOON);
    } finally {
      m2.restart();
    }
  }

  private static long connections(ApiServer server) {
    return server
        .node()
        .run("ss", "-Htn", "state", "established", "sport", "=", ":6443")
        .out()
        .lines()
        .count();
  }

  // No checks, so that each connection is a client's; a dead server is left for the other.
  private static HaproxyPeer proxy(Node node, String address) {
    HaproxyPeer proxy =
        HaproxyPeer.start(
            node,
            """
            defaults
              mode tcp
              retries 3
              option redispatch 1
              timeout connect 2s
              timeout client 1m
              timeout server 1m
            listen apiserver
              bind %s:8443
              balance roundrobin
              server m1 10.32.0.1:6443
              server m2 10.32.0.2:6443
            """
                .formatted(address));
    Await.until(
        "haproxy listens",
        SOON,
        () -> !node.run("ss", "-Htln", "sport", "=", ":8443").out().isBlank(),
        () -> proxy.process().log().tail());
    return proxy;
  }

  private static RequestPlan to(String host) {
    return RequestPlan.https(host, ApiServer.PORT, authority.certificate());
  }

  private static Map<Failure, Long> failures(RequestPlan plan) {
    return report(plan).failures();
  }

  private static RequestReport report(RequestPlan plan) {
    try (EndpointClient loop = EndpointClient.start(client, plan)) {
      return loop.awaitEnd(SOON);
    }
  }
}
