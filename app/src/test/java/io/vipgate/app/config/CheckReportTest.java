package io.vipgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.LoadResult.Loaded;
import io.vipgate.app.config.LoadResult.Rejected;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckReportTest {
  @TempDir Path directory;

  @Test
  void timesOfTheSampleAreThoseOfTheStandard() {
    VipgateConfig sample = ConfigText.valid(directory, ConfigText.resource("design-sample.conf"));

    EffectiveTimings timings = EffectiveTimings.of(sample);

    assertThat(timings.routers()).hasSize(1);
    assertThat(timings.routers().get(0).skew()).isEqualTo(Duration.ofNanos(609_375_000));
    assertThat(timings.routers().get(0).masterDown()).isEqualTo(Duration.ofNanos(3_609_375_000L));
    assertThat(timings.routers().get(0).lease()).isEqualTo(Duration.ofSeconds(2));
    assertThat(timings.proxies()).hasSize(1);
    assertThat(timings.proxies().get(0).ejected()).isEqualTo(Duration.ofSeconds(27));
    assertThat(timings.proxies().get(0).returned()).isEqualTo(Duration.ofSeconds(10));
    assertThat(timings.proxies().get(0).connectBudget()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void reportOfTheSample() {
    assertThat(report(ConfigText.resource("design-sample.conf")))
        .containsExactly(
            "vrrp.apiserver: 10.32.255.99/32 on bond0, VRRP version 2, virtual router 88, priority 100, adverts"
                + " every 1s, preempts",
            "  skew 609.375ms, master-down interval 3.609s, lease of the addresses 2s",
            "  takes over within 3.609s of the holder's last advert, within 609.375ms of its clean"
                + " stop",
            "  the addresses never follow the health of the servers: a dead server is ejected, and the"
                + " addresses stay",
            "proxy.apiserver: 10.32.255.99:8443 over 3 servers, roundrobin, https checks",
            "  a dead server is out within 27s (interval 5s × fall 5 + timeout 2s), back after 10s"
                + " (interval × rise 2)",
            "  a client waits at most 60s for a server (connect-timeout 15s × 4 tries); Kubernetes'"
                + " clients give up a TLS handshake after 10s",
            "valid, 0 warnings");
  }

  @Test
  void reportOfAWorkerWithAWarning() {
    String worker =
        "proxy.a { bind = [\"127.0.0.1:1\"], check { type = tcp, path = /a }, retries = 0,"
            + " servers.\"m.1\".address = \"[fd00::1]:1\" }";

    assertThat(report(worker))
        .containsExactly(
            "warning: vipgate.conf:1: proxy.a.check.path: value: /a (expected: type = http or https"
                + " with it, or it does nothing)",
            "proxy.a: 127.0.0.1:1 over 1 server, roundrobin, tcp checks",
            "  a dead server is out within 6s (interval 2s × fall 2 + timeout 2s), back after 6s"
                + " (interval × rise 3)",
            "  a client waits at most 2s for a server (connect-timeout 2s × 1 try)",
            "valid, 1 warning");
  }

  @Test
  void reportOfVersion3SaysWhatTheLeaseCannotDo() {
    String router =
        "vrrp.a { version = 3, interface = eth0, virtual-router-id = 1, priority = 128,"
            + " advert-interval = %s, addresses = [\"10.0.0.9\"] }";

    assertThat(report(router.formatted("100ms")))
        .contains(
            "vrrp.a: 10.0.0.9/32 on eth0, VRRP version 3, virtual router 1, priority 128, adverts"
                + " every 100ms, preempts",
            "  skew 50ms, master-down interval 350ms, lease of the addresses 1s: longer than a"
                + " takeover, so that a killed holder's addresses stay beside the new one's");
    assertThat(report(router.formatted("440ms")))
        .contains("  skew 220ms, master-down interval 1.54s, lease of the addresses 1s");
  }

  @Test
  void warnsOfAChecksumInVersion2() {
    String router =
        "vrrp.a { interface = eth0, virtual-router-id = 1, priority = 128, checksum = plain,"
            + " addresses = [\"10.0.0.9\"] }";

    assertThat(report(router))
        .contains(
            "warning: vipgate.conf:1: vrrp.a.checksum: value: plain (expected: version = 3 with it,"
                + " or it does nothing)");
  }

  @Test
  void reportOfProblemsCountsThem() {
    Problem problem =
        new Problem("/etc/vipgate/vipgate.conf", 3, "vrrp.a.priority", "0", "1 to 254");

    assertThat(CheckReport.lines(new Rejected(List.of(problem, problem))))
        .containsExactly(
            "/etc/vipgate/vipgate.conf:3: vrrp.a.priority: value: 0 (expected: 1 to 254)",
            "/etc/vipgate/vipgate.conf:3: vrrp.a.priority: value: 0 (expected: 1 to 254)",
            "2 problems");
  }

  private List<String> report(String text) {
    Loaded loaded = (Loaded) ConfigText.load(directory, text);
    EffectiveTimings timings = EffectiveTimings.of(loaded.config());
    return CheckReport.lines(loaded, timings).stream()
        .map(line -> line.replace(directory + "/", ""))
        .toList();
  }
}
