package io.vipgate.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.client.EndpointClient;
import io.vipgate.lab.client.RequestPlan;
import io.vipgate.lab.client.RequestReport;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.Vipgate;
import io.vipgate.lab.tenant.VipgateConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The endpoint from end to end, from the installed files, as the service's user and with its three
 * capabilities; and within the limits that the package promises.
 */
@RequiresRoot
class InstalledEndpointTest {
  private static final Duration ELECTION = Duration.ofSeconds(15);
  private static final Duration ANSWERS = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final long MIB = 1024;

  @Test
  void servesAsItIsInstalled() throws Exception {
    try (DebianRoot debian = DebianRoot.lend("endpoint")) {
      debian.install(Artefacts.deb());
      System.setProperty("vipgate.installed", debian.path().toString());
      try (SampleCluster cluster = SampleCluster.create("installed");
          VipWatch vip = cluster.watchVip()) {
        Vipgate first =
            Vipgate.start(
                cluster.master(1),
                cluster.masterConfig(1).withCheck(VipgateConfig.FAST_CHECK).text());
        Vipgate second = cluster.startMaster(2);
        Vipgate worker = cluster.startWorker();
        vip.awaitOnly(first.node(), ELECTION);
        assertUnprivileged(first);

        assertServed(cluster.client(), cluster.requests());
        assertServed(worker.node(), cluster.workerRequests());
        assertThat(first.get("/metrics")).contains("vipgate_vrrp_state", "jvm_");
        assertThat(first.attempt("status").orThrow().out()).contains("MASTER");

        awaitResident("worker", worker, 56 * MIB);
        awaitResident("master", second, 64 * MIB);

        assertThat(first.stop()).isZero();
        vip.awaitOnly(second.node(), ELECTION);
        assertServed(cluster.client(), cluster.requests());
      }
    } finally {
      System.clearProperty("vipgate.installed");
    }
  }

  private static void assertServed(io.vipgate.lab.Node from, RequestPlan plan) {
    try (EndpointClient client =
        EndpointClient.start(from, plan.every(Duration.ofMillis(20)).atMost(30))) {
      RequestReport report = client.awaitEnd(ANSWERS);
      assertThat(report.failed()).as("%s", report).isZero();
      assertThat(report.answersByServer()).containsOnlyKeys("m1", "m2", "m3");
    }
  }

  private static void assertUnprivileged(Vipgate vipgate) {
    Map<String, String> status = status(vipgate);
    assertThat(status.get("Uid")).doesNotStartWith("0\t");
    // CAP_NET_BIND_SERVICE (10), CAP_NET_ADMIN (12), CAP_NET_RAW (13)
    assertThat(status.get("CapEff")).isEqualTo("0000000000003400");
    assertThat(status.get("CapBnd")).isEqualTo("0000000000003400");
    assertThat(status.get("NoNewPrivs")).isEqualTo("1");
  }

  /** What only the start needed is given back after ten seconds. */
  private static void awaitResident(String what, Vipgate vipgate, long atMostKib) {
    Await.until(
        what + " has at most " + atMostKib + " KiB in memory",
        IDLE,
        () -> residentKib(vipgate) <= atMostKib,
        () -> residentKib(vipgate) + " KiB");
  }

  private static long residentKib(Vipgate vipgate) {
    return Long.parseLong(status(vipgate).getOrDefault("VmRSS", "none").replace(" kB", "").strip());
  }

  private static Map<String, String> status(Vipgate vipgate) {
    return lines(Path.of("/proc/" + vipgate.process().pid() + "/status")).stream()
        .map(line -> line.split(":\t", 2))
        .filter(parts -> parts.length == 2)
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip()));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
