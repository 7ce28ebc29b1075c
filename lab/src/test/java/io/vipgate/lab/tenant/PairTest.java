package io.vipgate.lab.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.EpochTime;
import io.vipgate.lab.Node;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.client.Attempt.Failure;
import io.vipgate.lab.client.EndpointClient;
import io.vipgate.lab.client.RequestPlan;
import io.vipgate.lab.client.RequestReport;
import io.vipgate.lab.client.WatchClient;
import io.vipgate.lab.observe.Capture;
import io.vipgate.lab.observe.VipTimeline;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.KeepalivedPeer.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lab with the pair that vipgate replaces as its tenants: proves the lab. */
@RequiresRoot
final class PairTest {
  // RFC 3768, 6.1: three intervals of 1 s and the skew of (256 - priority) / 256 s; then the
  // tolerance for starting and logging on a busy machine.
  private static final Duration MASTER_DOWN = Duration.ofNanos((3 * 256 + 256 - 88) * 3_906_250L);
  private static final Duration SLACK = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofSeconds(10);

  private SampleCluster cluster;
  private Node master1;
  private Node master2;

  @BeforeEach
  void build() {
    cluster = SampleCluster.create("pair");
    master1 = cluster.master(1);
    master2 = cluster.master(2);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void keepalivedElectsStopsInGoodOrderAndPreempts() {
    try (VipWatch watch = VipWatch.start(cluster.lab(), SampleCluster.VIP);
        Capture capture = Capture.start(cluster.client(), "ip proto 112")) {
      KeepalivedPeer first = KeepalivedPeer.start(master1, config(100));
      KeepalivedPeer.start(master2, config(88)).awaitState(State.BACKUP, SOON);
      first.awaitState(State.MASTER, MASTER_DOWN.plus(SLACK));
      watch.awaitOnly(master1, SOON);
      long elected = EpochTime.nowNs();

      first.stop();
      watch.awaitOnly(master2, SOON);
      KeepalivedPeer.start(master1, config(100));
      watch.awaitOnly(master1, MASTER_DOWN.plus(SLACK));

      VipTimeline timeline = watch.timeline().since(elected);
      // A stop costs no more than the skew, 0.66 s.
      assertThat(timeline.longestGap()).isLessThan(Duration.ofMillis(700));
      assertThat(timeline.longestOverlap()).isLessThan(Duration.ofMillis(50));
      List<List<String>> adverts = capture.decode("vrrp", "ip.src", "vrrp.prio", "ip.ttl");
      assertThat(adverts)
          .contains(
              List.of("10.32.137.20", "100", "255"),
              List.of("10.32.137.20", "0", "255"),
              List.of("10.32.137.27", "88", "255"));
    }
  }

  @Test
  void aCutMasterIsReplacedWithinMasterDownAndBothHoldTheVip() {
    try (VipWatch watch = VipWatch.start(cluster.lab(), SampleCluster.VIP)) {
      KeepalivedPeer first = KeepalivedPeer.start(master1, config(100));
      KeepalivedPeer second = KeepalivedPeer.start(master2, config(88));
      first.awaitState(State.MASTER, MASTER_DOWN.plus(SLACK));
      watch.awaitOnly(master1, SOON);
      int mark = second.process().log().mark();
      long cut = EpochTime.nowNs();

      cluster.lab().part(master1, master2);
      second.awaitState(State.MASTER, mark, MASTER_DOWN.plus(SLACK));
      long took = EpochTime.nowNs() - cut;
      assertThat(watch.holdersNow()).containsExactly("m1", "m2");
      assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofMillis(3700));

      cluster.lab().unite();
      watch.awaitOnly(master1, SOON);
      assertThat(watch.timeline().overlaps()).hasSize(1);
    }
  }

  @Test
  void aKilledOrFrozenKeepalivedLeavesItsAddressBehind() {
    try (VipWatch watch = VipWatch.start(cluster.lab(), SampleCluster.VIP)) {
      KeepalivedPeer first = KeepalivedPeer.start(master1, config(100));
      first.awaitState(State.MASTER, MASTER_DOWN.plus(SLACK));
      watch.awaitOnly(master1, SOON);
      first.process().freeze();
      KeepalivedPeer second = KeepalivedPeer.start(master2, config(88));
      second.awaitState(State.MASTER, MASTER_DOWN.plus(SLACK));
      assertThat(watch.holdersNow()).containsExactly("m1", "m2");

      first.process().thaw();
      watch.awaitOnly(master1, SOON);
      first.process().kill();

      int mark = second.process().log().mark();
      second.awaitState(State.MASTER, mark, MASTER_DOWN.plus(SLACK));
      assertThat(watch.holdersNow()).containsExactly("m1", "m2");
    }
  }

  @Test
  void haproxySpreadsRequestsAndAKilledApiserverIsSeenByTheClient() {
    KeepalivedPeer.start(master1, config(100)).awaitState(State.MASTER, MASTER_DOWN.plus(SLACK));
    master1.sysctl("net.ipv4.ip_nonlocal_bind", "1");
    HaproxyPeer.start(master1, haproxy());
    RequestPlan plan =
        RequestPlan.https(SampleCluster.VIP, SampleCluster.PORT, cluster.authority().certificate());
    try (WatchClient watches =
            WatchClient.start(
                cluster.client(),
                SampleCluster.VIP,
                SampleCluster.PORT,
                cluster.authority().certificate(),
                6,
                Duration.ofSeconds(10));
        EndpointClient client = EndpointClient.start(cluster.client(), plan)) {
      client.awaitAnswers(30, SOON);
      assertThat(client.report().failures()).as(client.report()::toString).isEmpty();
      assertThat(client.report().answersByServer()).containsOnlyKeys("m1", "m2", "m3");

      cluster.apiserver(3).process().kill();
      watches.awaitAllOpen(SOON);
      client.awaitAnswers(30, SOON);
      RequestReport report = client.stop();

      assertThat(watches.breaks()).hasSize(2).allMatch(b -> b.server().equals("m3"));
      assertThat(report.answered()).isGreaterThan(60);
      assertThat(report.failures()).doesNotContainKey(Failure.OTHER);
    }
  }

  private static KeepalivedConfig config(int priority) {
    return KeepalivedConfig.of(SampleCluster.INTERFACE, priority, SampleCluster.VIP);
  }

  private static String haproxy() {
    return """
        defaults
          mode tcp
          retries 3
          option redispatch
          timeout connect 15s
          timeout client 900s
          timeout server 900s
        listen apiserver
          bind %s:%d
          balance roundrobin
          server apiserver01 10.32.137.20:6443 check inter 5000 fall 5
          server apiserver02 10.32.137.27:6443 check inter 5000 fall 5
          server apiserver03 10.32.138.27:6443 check inter 5000 fall 5
        """
        .formatted(SampleCluster.VIP, SampleCluster.PORT);
  }
}
