package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.EpochTime;
import io.vipgate.lab.Node;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.observe.Capture;
import io.vipgate.lab.observe.VipTimeline;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.KeepalivedConfig;
import io.vipgate.lab.tenant.KeepalivedPeer;
import io.vipgate.lab.tenant.Vipgate;
import io.vipgate.lab.tenant.VipgateRouter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * vipgate on m1 and Debian's keepalived on m2, in one virtual router of version 3, with adverts
 * each second and ten times a second.
 */
@RequiresRoot
class KeepalivedV3InteropTest {
  private static final int HIGH = 100;
  private static final int LOW = 88;
  private static final Duration HAND_OVER = Duration.ofMillis(200);

  /** What the machine adds to the protocol's times: wakeups, netlink, and the other tests. */
  private static final Duration MACHINE = Duration.ofMillis(100);

  private static final String RECEIVED = "vipgate_vrrp_advertisements_received_total";
  private static final String DIFFERENCES =
      "vipgate_vrrp_notices_total{kind=\"interval_differs\",router=\"apiserver\"}";

  private static SampleCluster cluster;
  private VipWatch vip;

  @BeforeAll
  static void makeCluster() {
    cluster = SampleCluster.create("interop3");
  }

  @AfterAll
  static void removeCluster() {
    cluster.close();
  }

  @BeforeEach
  void watch() {
    vip = cluster.watchVip();
  }

  @AfterEach
  void nothingIsLeft() {
    vip.awaitNone(Bounds.ELECTION);
    vip.close();
  }

  @ParameterizedTest(name = "adverts each {0} ms")
  @ValueSource(longs = {1_000, 100})
  void weAreMasterAndStopCleanly(long intervalMs) {
    try (Vipgate us = us(HIGH, intervalMs);
        KeepalivedPeer peer = peer(LOW, intervalMs)) {
      vip.awaitOnly(ours(), Bounds.ELECTION);
      peer.awaitState(KeepalivedPeer.State.BACKUP, Bounds.ELECTION);

      long stoppedNs = EpochTime.nowNs();
      us.stop();
      vip.awaitOnly(theirs(), Bounds.ELECTION);

      VipTimeline timeline = vip.timeline().since(stoppedNs);
      assertThat(timeline.overlaps()).isEmpty();
      assertThat(timeline.longestGap()).isLessThan(skew(intervalMs).plus(MACHINE));
      peer.stop();
    }
  }

  /** With ten adverts a second the takeover is faster than the shortest lease of the kernel. */
  @ParameterizedTest(name = "adverts each {0} ms")
  @ValueSource(longs = {1_000, 100})
  void weAreMasterAndCrash(long intervalMs) {
    try (Vipgate us = us(HIGH, intervalMs);
        KeepalivedPeer peer = peer(LOW, intervalMs)) {
      vip.awaitOnly(ours(), Bounds.ELECTION);
      peer.awaitState(KeepalivedPeer.State.BACKUP, Bounds.ELECTION);

      long killedNs = EpochTime.nowNs();
      us.process().kill();
      vip.awaitOnly(theirs(), Bounds.ELECTION);

      VipTimeline timeline = vip.timeline().since(killedNs);
      assertThat(heldAfter(timeline, killedNs, theirs())).isLessThan(takeover(intervalMs));
      assertThat(lastHeldAfter(timeline, killedNs, ours())).isLessThan(Bounds.LEASE);
      if (intervalMs == 1_000) {
        assertThat(timeline.overlaps()).isEmpty();
      }
      peer.stop();
    }
  }

  @ParameterizedTest(name = "adverts each {0} ms")
  @ValueSource(longs = {1_000, 100})
  void keepalivedIsMasterAndStopsCleanly(long intervalMs) {
    try (KeepalivedPeer peer = peer(HIGH, intervalMs);
        Vipgate us = us(LOW, intervalMs)) {
      awaitTheirAdverts(us);

      long stoppedNs = EpochTime.nowNs();
      peer.stop();
      vip.awaitOnly(ours(), Bounds.ELECTION);

      VipTimeline timeline = vip.timeline().since(stoppedNs);
      assertThat(timeline.overlaps()).isEmpty();
      assertThat(timeline.longestGap()).isLessThan(skew(intervalMs).plus(MACHINE));
      assertThat(Journal.causes(us)).last().isEqualTo("the master resigned");
      us.stop();
    }
  }

  @ParameterizedTest(name = "adverts each {0} ms")
  @ValueSource(longs = {1_000, 100})
  void keepalivedIsMasterAndCrashes(long intervalMs) {
    try (KeepalivedPeer peer = peer(HIGH, intervalMs);
        Vipgate us = us(LOW, intervalMs)) {
      awaitTheirAdverts(us);

      long killedNs = EpochTime.nowNs();
      peer.process().kill();
      // Unlike ours, its address stays on the interface for ever: two nodes have it now.
      Await.until("we took over", Bounds.ELECTION, () -> vip.holdersNow().contains(ours().name()));

      assertThat(heldAfter(vip.timeline().since(killedNs), killedNs, ours()))
          .isLessThan(takeover(intervalMs));
      assertThat(Journal.causes(us)).last().isEqualTo("the master is silent");
      us.stop();
      theirs()
          .run("ip", "address", "del", SampleCluster.VIP + "/32", "dev", theirs().interfaceName());
    }
  }

  @ParameterizedTest(name = "adverts each {0} ms")
  @ValueSource(longs = {1_000, 100})
  void wePreemptKeepalived(long intervalMs) {
    try (KeepalivedPeer peer = peer(LOW, intervalMs)) {
      vip.awaitOnly(theirs(), Bounds.ELECTION);
      long startedNs = EpochTime.nowNs();
      try (Vipgate us = us(HIGH, intervalMs)) {
        vip.awaitOnly(ours(), Bounds.ELECTION);

        VipTimeline timeline = vip.timeline().since(startedNs);
        assertThat(timeline.longestOverlap()).isLessThan(HAND_OVER);
        assertThat(timeline.longestGap()).isLessThan(HAND_OVER);
        assertThat(Journal.causes(us))
            .last()
            .isEqualTo("the master has a lower priority than this router");
        us.stop();
      }
      peer.stop();
    }
  }

  @ParameterizedTest(name = "adverts each {0} ms")
  @ValueSource(longs = {1_000, 100})
  void keepalivedPreemptsUs(long intervalMs) {
    try (Vipgate us = us(LOW, intervalMs)) {
      vip.awaitOnly(ours(), Bounds.ELECTION);
      long startedNs = EpochTime.nowNs();
      try (KeepalivedPeer peer = peer(HIGH, intervalMs)) {
        vip.awaitOnly(theirs(), Bounds.ELECTION);

        VipTimeline timeline = vip.timeline().since(startedNs);
        assertThat(timeline.longestOverlap()).isLessThan(HAND_OVER);
        assertThat(timeline.longestGap()).isLessThan(HAND_OVER);
        assertThat(Journal.causes(us)).last().isEqualTo("a router of higher priority is master");
        peer.stop();
      }
      vip.awaitOnly(ours(), Bounds.ELECTION);
      us.stop();
    }
  }

  @ParameterizedTest(name = "adverts each {0} ms")
  @ValueSource(longs = {1_000, 100})
  void tsharkFindsOurAdvertisementsValid(long intervalMs) {
    try (Capture capture = Capture.start(cluster.client(), "ip proto 112");
        Vipgate us = us(HIGH, intervalMs)) {
      vip.awaitOnly(ours(), Bounds.ELECTION);
      us.stop();
      vip.awaitNone(Bounds.ELECTION);

      List<List<String>> adverts =
          capture.decode(
              "vrrp",
              "ip.src",
              "ip.dst",
              "ip.ttl",
              "vrrp.version",
              "vrrp.virt_rtr_id",
              "vrrp.prio",
              "vrrp.short_adver_int",
              "vrrp.ip_addr",
              "vrrp.checksum.status");
      assertThat(adverts).hasSizeGreaterThanOrEqualTo(2);
      assertThat(adverts.get(0))
          .containsExactly(
              "10.32.137.20",
              "224.0.0.18",
              "255",
              "3",
              "88",
              "100",
              Long.toString(intervalMs / 10),
              "10.32.255.99",
              "1");
      assertThat(adverts).allSatisfy(fields -> assertThat(fields).last().isEqualTo("1"));
      assertThat(adverts.get(adverts.size() - 1)).as("the resignation").element(5).isEqualTo("0");
    }
  }

  @Test
  void aMasterWithAnotherIntervalIsFollowedAndShown() {
    try (KeepalivedPeer peer = peer(HIGH, 1_000)) {
      vip.awaitOnly(theirs(), Bounds.ELECTION);
      try (Vipgate us = us(LOW, 500)) {
        Await.until(
            "the difference is shown",
            Bounds.ELECTION,
            () ->
                us.attempt("status")
                    .out()
                    .contains("! 10.32.137.27: the master advertises at another interval"),
            () -> us.attempt("status").out() + us.process().log().tail());
        double heard = Journal.metric(us, RECEIVED);
        Await.until(
            "three more adverts", Bounds.ELECTION, () -> Journal.metric(us, RECEIVED) >= heard + 3);

        assertThat(vip.holdersNow()).containsExactly(theirs().name());
        assertThat(Journal.metric(us, DIFFERENCES)).isGreaterThan(3);
        us.stop();
      }
      peer.stop();
    }
  }

  /** From then until the node first had the address. */
  private static Duration heldAfter(VipTimeline timeline, long sinceNs, Node node) {
    return timeline.spans().stream()
        .filter(span -> span.holders().contains(node.name()))
        .findFirst()
        .map(span -> Duration.ofNanos(span.fromNs() - sinceNs))
        .orElseThrow();
  }

  /** From then until the node last had the address. */
  private static Duration lastHeldAfter(VipTimeline timeline, long sinceNs, Node node) {
    return timeline.spans().stream()
        .filter(span -> span.holders().contains(node.name()))
        .reduce((first, second) -> second)
        .map(span -> Duration.ofNanos(span.toNs() - sinceNs))
        .orElseThrow();
  }

  /** Three intervals, the skew, and what the machine adds. */
  private static Duration takeover(long intervalMs) {
    return Duration.ofMillis(3 * intervalMs).plus(skew(intervalMs)).plus(MACHINE);
  }

  /** Of the lower priority: (256 - 88) / 256 of an interval. */
  private static Duration skew(long intervalMs) {
    return Duration.ofMillis(intervalMs).multipliedBy(256 - LOW).dividedBy(256);
  }

  private void awaitTheirAdverts(Vipgate us) {
    Await.until(
        "we know the master",
        Bounds.ELECTION,
        () -> us.attempt("status").out().contains("10.32.137.27 (priority 100)"),
        () -> us.attempt("status").out() + us.process().log().tail());
    vip.awaitOnly(theirs(), Bounds.ELECTION);
  }

  private static Vipgate us(int priority, long intervalMs) {
    VipgateRouter router =
        VipgateRouter.of(ours().interfaceName(), priority, SampleCluster.VIP)
            .inVersion3(Duration.ofMillis(intervalMs));
    return Vipgate.start(ours(), cluster.masterConfig(router).text());
  }

  private static KeepalivedPeer peer(int priority, long intervalMs) {
    return KeepalivedPeer.start(
        theirs(),
        KeepalivedConfig.of(theirs().interfaceName(), priority, SampleCluster.VIP)
            .inVersion3(Duration.ofMillis(intervalMs)));
  }

  private static Node ours() {
    return cluster.master(1);
  }

  private static Node theirs() {
    return cluster.master(2);
  }
}
