package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.EpochTime;
import io.vipgate.lab.Link;
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

/** vipgate on m1 and Debian's keepalived on m2, in one virtual router. */
@RequiresRoot
class KeepalivedInteropTest {
  private static final int HIGH = 100;
  private static final int LOW = 88;
  private static final Duration HAND_OVER = Duration.ofMillis(200);

  private static SampleCluster cluster;
  private VipWatch vip;

  @BeforeAll
  static void makeCluster() {
    cluster = SampleCluster.create("interop");
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

  @Test
  void weAreMasterAndStopCleanly() {
    try (Vipgate us = us(HIGH, true);
        KeepalivedPeer peer = peer(LOW)) {
      vip.awaitOnly(ours(), Bounds.ELECTION);

      long stoppedNs = EpochTime.nowNs();
      us.stop();
      vip.awaitOnly(theirs(), Bounds.ELECTION);

      VipTimeline timeline = vip.timeline().since(stoppedNs);
      assertThat(timeline.overlaps()).isEmpty();
      assertThat(timeline.longestGap()).isLessThan(Bounds.CLEAN_TAKEOVER);
      peer.stop();
    }
  }

  @Test
  void weAreMasterAndCrash() {
    try (Vipgate us = us(HIGH, true);
        KeepalivedPeer peer = peer(LOW)) {
      vip.awaitOnly(ours(), Bounds.ELECTION);

      long killedNs = EpochTime.nowNs();
      us.process().kill();
      vip.awaitOnly(theirs(), Bounds.ELECTION);

      VipTimeline timeline = vip.timeline().since(killedNs);
      assertThat(timeline.overlaps()).isEmpty();
      assertThat(timeline.spans().get(0).length()).isLessThan(Bounds.LEASE);
      peer.stop();
    }
  }

  @Test
  void keepalivedIsMasterAndStopsCleanly() {
    try (KeepalivedPeer peer = peer(HIGH);
        Vipgate us = us(LOW, true)) {
      vip.awaitOnly(theirs(), Bounds.ELECTION);
      Await.until(
          "we know the master",
          Bounds.ELECTION,
          () -> us.get("/status").contains("10.32.137.27 (priority 100)"));

      long stoppedNs = EpochTime.nowNs();
      peer.stop();
      vip.awaitOnly(ours(), Bounds.ELECTION);

      VipTimeline timeline = vip.timeline().since(stoppedNs);
      assertThat(timeline.overlaps()).isEmpty();
      assertThat(timeline.longestGap()).isLessThan(Bounds.CLEAN_TAKEOVER);
      assertThat(Journal.causes(us)).last().isEqualTo("the master resigned");
      us.stop();
    }
  }

  @Test
  void keepalivedIsMasterAndCrashes() {
    try (KeepalivedPeer peer = peer(HIGH);
        Vipgate us = us(LOW, true)) {
      vip.awaitOnly(theirs(), Bounds.ELECTION);

      long killedNs = EpochTime.nowNs();
      peer.process().kill();
      // Unlike ours, its address stays on the interface for ever: two nodes have it now.
      Await.until("we took over", Bounds.ELECTION, () -> vip.holdersNow().contains(ours().name()));

      VipTimeline.Span ofBoth = vip.timeline().since(killedNs).overlaps().get(0);
      assertThat(Duration.ofNanos(ofBoth.fromNs() - killedNs)).isLessThan(Bounds.TAKEOVER);
      assertThat(Journal.causes(us)).last().isEqualTo("the master is silent");
      us.stop();
      theirs()
          .run("ip", "address", "del", SampleCluster.VIP + "/32", "dev", theirs().interfaceName());
    }
  }

  @Test
  void wePreemptKeepalived() {
    try (KeepalivedPeer peer = peer(LOW)) {
      vip.awaitOnly(theirs(), Bounds.ELECTION);
      long startedNs = EpochTime.nowNs();
      try (Vipgate us = us(HIGH, true)) {
        vip.awaitOnly(ours(), Bounds.ELECTION);
        peer.awaitState(KeepalivedPeer.State.BACKUP, Bounds.ELECTION);

        VipTimeline timeline = vip.timeline().since(startedNs);
        assertThat(timeline.longestOverlap()).isLessThan(HAND_OVER);
        assertThat(timeline.longestGap()).isLessThan(HAND_OVER);
        us.stop();
      }
      peer.stop();
    }
  }

  @Test
  void keepalivedPreemptsUs() {
    try (Vipgate us = us(LOW, true)) {
      vip.awaitOnly(ours(), Bounds.ELECTION);
      long startedNs = EpochTime.nowNs();
      try (KeepalivedPeer peer = peer(HIGH)) {
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

  @Test
  void withNopreemptEitherLeavesTheOtherAlone() {
    try (KeepalivedPeer peer = peer(LOW)) {
      vip.awaitOnly(theirs(), Bounds.ELECTION);
      try (Vipgate us = us(HIGH, false)) {
        awaitAdvertisements(us, 5);
        assertThat(vip.holdersNow()).containsExactly(theirs().name());
        us.stop();
      }
      peer.stop();
    }
    vip.awaitNone(Bounds.ELECTION);
    try (Vipgate us = us(LOW, true)) {
      vip.awaitOnly(ours(), Bounds.ELECTION);
      try (KeepalivedPeer peer =
          KeepalivedPeer.start(
              theirs(),
              KeepalivedConfig.of(theirs().interfaceName(), HIGH, SampleCluster.VIP)
                  .withNopreempt())) {
        double sent = Journal.metric(us, SENT);
        Await.until(
            "five more adverts of ours",
            Bounds.ELECTION,
            () -> Journal.metric(us, SENT) >= sent + 5);
        assertThat(vip.holdersNow()).containsExactly(ours().name());
        peer.stop();
      }
      us.stop();
    }
  }

  @Test
  void equalPrioritiesAreSettledByTheHigherAddress() {
    theirs().link().set(Link.Fault.SILENT);
    try (Vipgate us = us(HIGH, true);
        KeepalivedPeer peer = peer(HIGH)) {
      Await.until(
          "either is master on its side of the cut",
          Bounds.ELECTION,
          () -> vip.holdersNow().size() == 2);

      theirs().link().heal();

      vip.awaitOnly(theirs(), Bounds.ELECTION);
      assertThat(Journal.causes(us))
          .last()
          .isEqualTo("a router of equal priority and higher address is master");
      us.stop();
      peer.stop();
    } finally {
      theirs().link().heal();
    }
  }

  @Test
  void anotherPasswordIsCountedShownAndNotBelieved() {
    try (KeepalivedPeer peer =
            KeepalivedPeer.start(
                theirs(),
                KeepalivedConfig.of(theirs().interfaceName(), HIGH, SampleCluster.VIP)
                    .withAuthPass("2222"));
        Vipgate us = us(LOW, true)) {
      // Once is all that is sure: keepalived 2.2.7 starts its advert timer afresh with each packet
      // that it refuses, so that as master beside us it may fall silent and keep the address.
      Await.until(
          "the disagreement is counted",
          Bounds.ELECTION,
          () -> Journal.metric(us, dropped("auth_failed")) >= 1,
          () -> us.process().log().tail() + peer.process().log().tail());

      assertThat(us.attempt("status").orThrow().out())
          .contains("! 10.32.137.27: the peer uses another password");
      assertThat(us.process().log().tail()).contains("the peer uses another password");
      // Two keepalived would both have the address now; we ask before we claim it.
      Await.until(
          "we know who has the address",
          Bounds.ELECTION,
          () -> us.process().log().tail().contains("but a host has an address"),
          () -> us.process().log().tail() + peer.process().log().tail());
      assertThat(vip.holdersNow()).containsExactly(theirs().name());
      us.stop();
      peer.stop();
    }
  }

  @Test
  void tsharkFindsOurAdvertisementsValid() {
    try (Capture capture = Capture.start(cluster.client(), "ip proto 112 or arp");
        Vipgate us = us(HIGH, true)) {
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
              "vrrp.auth_type",
              "vrrp.adver_int",
              "vrrp.ip_addr",
              "vrrp.checksum.status",
              "ip.checksum.status");
      assertThat(adverts).hasSizeGreaterThanOrEqualTo(2);
      assertThat(adverts.get(0))
          .containsExactly(
              "10.32.137.20",
              "224.0.0.18",
              "255",
              "2",
              "88",
              "100",
              "1",
              "1",
              "10.32.255.99",
              "1",
              "1");
      assertThat(adverts.get(adverts.size() - 1)).as("the resignation").element(5).isEqualTo("0");
      assertThat(
              capture.decode(
                  "arp.isgratuitous == 1 && arp.src.proto_ipv4 == 10.32.255.99",
                  "arp.src.hw_mac",
                  "eth.dst"))
          .hasSizeGreaterThanOrEqualTo(5)
          .allMatch(fields -> fields.equals(List.of(ours().mac(), "ff:ff:ff:ff:ff:ff")));
    }
  }

  private static final String SENT = "vipgate_vrrp_advertisements_sent_total";

  private static String dropped(String reason) {
    return "vipgate_vrrp_advertisements_dropped_total{reason=\""
        + reason
        + "\",router=\"apiserver\"}";
  }

  private static void awaitAdvertisements(Vipgate us, int count) {
    Await.until(
        count + " advertisements believed",
        Bounds.ELECTION,
        () -> Journal.metric(us, "vipgate_vrrp_advertisements_received_total") >= count);
  }

  private static Vipgate us(int priority, boolean preempt) {
    VipgateRouter router = VipgateRouter.of(ours().interfaceName(), priority, SampleCluster.VIP);
    return Vipgate.start(
        ours(), cluster.masterConfig(preempt ? router : router.withNopreempt()).text());
  }

  private static KeepalivedPeer peer(int priority) {
    return KeepalivedPeer.start(
        theirs(), KeepalivedConfig.of(theirs().interfaceName(), priority, SampleCluster.VIP));
  }

  private static Node ours() {
    return cluster.master(1);
  }

  private static Node theirs() {
    return cluster.master(2);
  }
}
