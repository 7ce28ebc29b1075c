package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.Command;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.client.EndpointClient;
import io.vipgate.lab.client.RequestPlan;
import io.vipgate.lab.client.RequestReport;
import io.vipgate.lab.client.WatchClient;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.Vipgate;
import io.vipgate.lab.tenant.VipgateConfig;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients of the endpoint see, at the VIP and at a worker's own proxy. */
@RequiresRoot
class EndpointTest {
  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final int STREAMS = 30;

  private static SampleCluster cluster;
  private static Vipgate first;
  private static Vipgate second;
  private static Vipgate worker;

  @BeforeAll
  static void startAll() {
    cluster = SampleCluster.create("endpoint");
    try (VipWatch vip = cluster.watchVip()) {
      first =
          Vipgate.start(
              cluster.master(1),
              cluster.masterConfig(1).withCheck(VipgateConfig.FAST_CHECK).text());
      second = cluster.startMaster(2);
      worker = cluster.startWorker();
      vip.awaitOnly(first.node(), Bounds.ELECTION);
    }
  }

  @AfterAll
  static void stopAll() {
    cluster.close();
  }

  @AfterEach
  void restoreServers() {
    first.attempt("ready", "apiserver/apiserver01").orThrow();
    cluster.apiserver(3).ready(true);
    if (!cluster.apiserver(2).process().isAlive()) {
      cluster.apiserver(2).restart();
    }
    for (int i = 1; i <= SampleCluster.SERVERS.size(); i++) {
      awaitServer(i, "READY");
    }
  }

  @Test
  void requestsAreSpreadEvenly() {
    RequestReport report = requests(cluster.requests(), 60);

    assertThat(report.failed()).isZero();
    assertThat(report.answersByServer()).containsOnlyKeys("m1", "m2", "m3");
    assertThat(report.answersByServer().values()).allMatch(answers -> answers == 20);
  }

  @Test
  void aWorkerReachesTheSameThroughItsOwnProxy() {
    try (EndpointClient client =
        EndpointClient.start(worker.node(), cluster.workerRequests().every(INTERVAL).atMost(30))) {
      RequestReport report = client.awaitEnd(Bounds.ANSWERS);

      assertThat(report.failed()).isZero();
      assertThat(report.answersByServer()).containsOnlyKeys("m1", "m2", "m3");
    }
  }

  /** A request that was on the dead server already is tried again, as client-go does by itself. */
  @Test
  void aKilledApiserverCostsNoRequest() {
    try (EndpointClient client =
        EndpointClient.start(
            cluster.client(),
            cluster.requests().every(INTERVAL).retry(RequestPlan.Retry.ANY_CUT))) {
      client.awaitAnswers(50, Bounds.ANSWERS);
      cluster.apiserver(2).process().kill();
      client.awaitAnswers(100, Bounds.ANSWERS);
      RequestReport report = client.stop();

      assertThat(report.failed()).as(report::toString).isZero();
      assertThat(report.answersByServer()).containsKey("m2");
    }
    awaitServer(2, "DOWN");
  }

  @Test
  void anOperatorDrainsAServerTakesItOutAndGivesItBack() {
    try (WatchClient watches = watches()) {
      assertThat(first.attempt("drain", "apiserver/apiserver01").orThrow().out())
          .isEqualTo("apiserver/apiserver01: READY -> NOT_READY\n");
      assertThat(requests(cluster.requests(), 20).answersByServer()).containsOnlyKeys("m2", "m3");
      assertThat(watches.breaks()).isEmpty();
      assertThat(first.attempt("status").orThrow().out()).contains("(drain)");

      assertThat(first.attempt("maint", "apiserver/apiserver01").orThrow().out())
          .isEqualTo("apiserver/apiserver01: NOT_READY -> MAINT\n");
      Await.until(
          "its streams break and open again elsewhere",
          Bounds.ANSWERS,
          () -> watches.breaks().size() == STREAMS / 3 && watches.open() == STREAMS);

      assertThat(first.attempt("ready", "apiserver/apiserver01").orThrow().out())
          .isEqualTo("apiserver/apiserver01: MAINT -> READY\n");
      assertThat(requests(cluster.requests(), 30).answersByServer())
          .containsOnlyKeys("m1", "m2", "m3");
    }
    Command.Result unknown = first.attempt("drain", "apiserver/nobody");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("/servers/apiserver/nobody/drain", "expected:");
  }

  @Test
  void kubectlWorksThroughTheVip() {
    Command.Result nodes = kubectl("get", "nodes");
    assertThat(nodes.orThrow().out()).contains("m1", "m2", "m3");

    assertThat(kubectl("get", "--raw", "/readyz").orThrow().out()).contains("ok");
    assertThat(kubectl("version").orThrow().out()).contains("Server Version");
  }

  @Test
  void largeListsArriveWhole() {
    Command.Result size =
        cluster
            .client()
            .run(
                "curl",
                "-sS",
                "--cacert",
                cluster.authority().certificate().toString(),
                "-o",
                "/dev/null",
                "-w",
                "%{http_version} %{size_download}",
                "https://" + SampleCluster.VIP + ":" + SampleCluster.PORT + "/large");

    assertThat(size.out()).isEqualTo("2 8388608");
  }

  @Test
  void tellsPrometheusAndKubernetesOfItself() {
    assertThat(first.get("/healthz")).isEqualTo("ok\n");
    assertThat(first.get("/readyz"))
        .isEqualTo("[+]proxy/apiserver ok\n[+]vrrp/apiserver ok\nready\n");
    assertThat(first.get("/status")).contains("\"state\" : \"MASTER\"");
    assertThat(Journal.metric(first, "vipgate_vrrp_state{router=\"apiserver\",state=\"master\"}"))
        .isEqualTo(1);
    assertThat(Journal.metric(second, "vipgate_vrrp_advertisements_received_total"))
        .isGreaterThan(0);
    assertThat(
            Journal.metric(first, "vipgate_check_results_total{proxy=\"apiserver\",reason=\"ok\""))
        .isGreaterThan(0);
  }

  @Test
  void statusTellsWhoHoldsTheVip() {
    assertThat(first.attempt("status").orThrow().out())
        .contains("vrrp/apiserver: MASTER", "10.32.255.99/32", "apiserver01");
    assertThat(second.attempt("status").orThrow().out())
        .contains("vrrp/apiserver: BACKUP", "master     10.32.137.20 (priority 100)");
  }

  private static RequestReport requests(RequestPlan plan, int count) {
    try (EndpointClient client =
        EndpointClient.start(cluster.client(), plan.every(INTERVAL).atMost(count))) {
      return client.awaitEnd(Bounds.ANSWERS);
    }
  }

  private static WatchClient watches() {
    WatchClient watches =
        WatchClient.start(
            cluster.client(),
            SampleCluster.VIP,
            SampleCluster.PORT,
            cluster.authority().certificate(),
            STREAMS,
            Duration.ofSeconds(10));
    watches.awaitAllOpen(Bounds.ANSWERS);
    assertThat(watches.breaks()).isEmpty();
    return watches;
  }

  private static Command.Result kubectl(String... arguments) {
    String server = "https://" + SampleCluster.VIP + ":" + SampleCluster.PORT;
    String[] command = new String[arguments.length + 5];
    command[0] = "kubectl";
    command[1] = "--server=" + server;
    command[2] = "--certificate-authority=" + cluster.authority().certificate();
    command[3] = "--token=lab";
    command[4] = "--cache-dir=" + cluster.client().directory().resolve("kube");
    System.arraycopy(arguments, 0, command, 5, arguments.length);
    return cluster.client().attempt(command);
  }

  private static void awaitServer(int number, String state) {
    String name = "apiserver%02d".formatted(number);
    Await.until(
        name + " is " + state,
        Bounds.ANSWERS,
        () -> Set.of(state).contains(Journal.serverState(first, name)));
  }
}
