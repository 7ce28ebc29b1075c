package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.Command;
import io.vipgate.lab.EpochTime;
import io.vipgate.lab.Node;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.apiserver.ApiServer;
import io.vipgate.lab.client.EndpointClient;
import io.vipgate.lab.client.RequestPlan;
import io.vipgate.lab.client.RequestReport;
import io.vipgate.lab.observe.VipTimeline;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.HaproxyPeer;
import io.vipgate.lab.tenant.KeepalivedPeer;
import io.vipgate.lab.tenant.Vipgate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The pair's own files, imported and run beside the pair itself, which runs the same files: one
 * master after the other moves over, and back, while clients go on.
 *
 * <p>The lab has the interfaces and addresses of the files, so that ours are imported as they are.
 * For HAProxy itself two lines are changed: {@code nbproc 8} goes, which it refuses from 2.5 on,
 * and {@code maxconn} is lower, since it does not start without two descriptors for each.
 */
@RequiresRoot
class SamplesTest {
  private static final Path SAMPLES =
      Path.of(System.getProperty("vipgate.root", ".."), "app/src/test/resources/import");

  /** From the preempting router's first advertisement to the other's obedience. */
  private static final Duration HAND_OVER = Duration.ofMillis(200);

  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final int ANSWERS = 12;

  private static SampleCluster cluster;

  @BeforeAll
  static void makeCluster() {
    cluster = SampleCluster.create("samples");
  }

  @AfterAll
  static void removeCluster() {
    cluster.close();
  }

  @Test
  void theMastersMoveOverOneAfterTheOther() {
    try (VipWatch vip = cluster.watchVip();
        EndpointClient client =
            EndpointClient.start(cluster.client(), cluster.requests().every(OFTEN))) {
      theSecondMovesOver(vip, client);
      vip.awaitNone(Bounds.ELECTION);
      theFirstMovesOver(vip, client);

      RequestReport report = client.stop();
      System.out.println("samples: one master after the other: " + report);
      assertThat(report.answersByServer()).containsOnlyKeys("m1", "m2", "m3");
    }
  }

  /** keepalived-backup.conf is ours; keepalived-master.conf is the pair's. */
  private static void theSecondMovesOver(VipWatch vip, EndpointClient client) {
    String config = imported(second(), "pair/keepalived-peer.conf", "pair/haproxy.cfg");
    try (Pair pair = Pair.start(first(), "pair/keepalived.conf");
        Vipgate ours = Vipgate.start(second(), config)) {
      vip.awaitOnly(first(), Bounds.ELECTION);
      Await.until(
          "we know the master",
          Bounds.ELECTION,
          () -> ours.get("/status").contains("10.32.137.20 (priority 100)"));
      client.awaitAnswers(ANSWERS, Bounds.ANSWERS);
      assertThat(accepted(ours)).isZero();

      long stoppedNs = EpochTime.nowNs();
      pair.stop();
      assertTaken(vip, second(), stoppedNs);
      client.awaitAnswers(ANSWERS, Bounds.ANSWERS);
      assertThat(Journal.causes(ours)).last().isEqualTo("the master resigned");
      assertThat(accepted(ours)).isPositive();

      long backNs = EpochTime.nowNs();
      try (Pair back = Pair.start(first(), "pair/keepalived.conf")) {
        assertTaken(vip, first(), backNs);
        client.awaitAnswers(ANSWERS, Bounds.ANSWERS);
        assertNobodyDisagrees(ours);
        back.stop();
      }
      ours.stop();
    }
  }

  /** keepalived-master.conf is ours; keepalived-backup.conf is the pair's. */
  private static void theFirstMovesOver(VipWatch vip, EndpointClient client) {
    String config = imported(first(), "pair/keepalived.conf", "pair/haproxy.cfg");
    try (Vipgate ours = Vipgate.start(first(), config);
        Pair pair = Pair.start(second(), "pair/keepalived-peer.conf")) {
      vip.awaitOnly(first(), Bounds.ELECTION);
      client.awaitAnswers(ANSWERS, Bounds.ANSWERS);
      pair.awaitBackup();
      assertThat(accepted(ours)).isPositive();
      assertNobodyDisagrees(ours);

      long stoppedNs = EpochTime.nowNs();
      ours.stop();
      assertTaken(vip, second(), stoppedNs);
      client.awaitAnswers(ANSWERS, Bounds.ANSWERS);
      pair.stop();
    }
  }

  /** The worker's file names servers of another network, which are put beside it. */
  @Test
  void theWorkerIsServedByBothServers() {
    Node worker = cluster.lab().addNode("w2", "eth0", "192.168.2.30/24");
    for (int i = 22; i <= 23; i++) {
      Node server = cluster.lab().addNode("s" + i, "eth0", "192.168.2." + i + "/24");
      var unused = ApiServer.start(server, cluster.authority(), List.of(), List.of(server.name()));
    }
    String config = imported(worker, "", "pair-worker/haproxy.cfg");
    try (Vipgate ours = Vipgate.start(worker, config);
        EndpointClient client = EndpointClient.start(worker, requestsToWorker())) {
      RequestReport report = client.awaitEnd(Bounds.ANSWERS);

      assertThat(report.failed()).as(report::toString).isZero();
      assertThat(report.answersByServer()).isEqualTo(Map.of("s22", 10L, "s23", 10L));
      assertThat(ours.stop()).isZero();
    }
  }

  private static RequestPlan requestsToWorker() {
    return cluster.workerRequests().every(OFTEN).atMost(20);
  }

  /** The master of the pair: keepalived and HAProxy with their own files. */
  private record Pair(KeepalivedPeer keepalived, HaproxyPeer haproxy) implements AutoCloseable {
    static Pair start(Node node, String keepalived) {
      node.sysctl("net.ipv4.ip_nonlocal_bind", "1");
      HaproxyPeer haproxy = HaproxyPeer.start(node, adapted(sample("pair/haproxy.cfg")));
      return new Pair(KeepalivedPeer.start(node, sample(keepalived)), haproxy);
    }

    void awaitBackup() {
      keepalived.awaitState(KeepalivedPeer.State.BACKUP, Bounds.ELECTION);
    }

    void stop() {
      keepalived.stop();
      haproxy.close();
    }

    @Override
    public void close() {
      keepalived.close();
      haproxy.close();
    }
  }

  private static String adapted(String haproxy) {
    return haproxy.replace("nbproc 8\n", "").replace("maxconn 20000\n", "maxconn 2000\n");
  }

  /** What {@code vipgate import} makes of them, on the node that is to run it. */
  private static String imported(Node node, String keepalived, String haproxy) {
    String out = node.directory().resolve("run/imported.conf").toString();
    node.write("run/haproxy.cfg", sample(haproxy));
    Command.Result result;
    if (keepalived.isEmpty()) {
      result = vipgate(node, "import", "--haproxy", "/run/haproxy.cfg", "-o", "/run/imported.conf");
    } else {
      node.write("run/keepalived.conf", sample(keepalived));
      result =
          vipgate(
              node,
              "import",
              "--keepalived",
              "/run/keepalived.conf",
              "--haproxy",
              "/run/haproxy.cfg",
              "-o",
              "/run/imported.conf");
    }
    assertThat(result.err().lines()).allMatch(line -> line.startsWith("warning: /run/"));
    return read(Path.of(out));
  }

  private static Command.Result vipgate(Node node, String... arguments) {
    return Vipgate.attemptOn(node, arguments).orThrow();
  }

  private static void assertTaken(VipWatch vip, Node by, long sinceNs) {
    vip.awaitOnly(by, Bounds.ELECTION);
    VipTimeline timeline = vip.timeline().since(sinceNs);
    assertThat(timeline.longestGap()).isLessThan(Bounds.CLEAN_TAKEOVER);
    assertThat(timeline.longestOverlap()).isLessThan(HAND_OVER);
  }

  private static void assertNobodyDisagrees(Vipgate ours) {
    assertThat(Journal.status(ours).getConfigList("vrrp").get(0).getStringList("disagreements"))
        .isEmpty();
  }

  private static double accepted(Vipgate ours) {
    return Journal.status(ours).getConfigList("proxies").get(0).getLong("connections_total");
  }

  private static String sample(String name) {
    return read(SAMPLES.resolve(name));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Node first() {
    return cluster.master(1);
  }

  private static Node second() {
    return cluster.master(2);
  }
}
