package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.EpochTime;
import io.vipgate.lab.Link;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.observe.VipTimeline;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.Vipgate;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who holds the VIP when, whatever happens to its holder. */
@RequiresRoot
class FailoverTest {
  private static SampleCluster cluster;

  private VipWatch vip;
  private Vipgate first;
  private Vipgate second;

  @BeforeAll
  static void makeCluster() {
    cluster = SampleCluster.create("failover");
  }

  @AfterAll
  static void removeCluster() {
    cluster.close();
  }

  @BeforeEach
  void startBoth() {
    vip = cluster.watchVip();
    first = cluster.startMaster(1);
    second = cluster.startMaster(2);
    vip.awaitOnly(first.node(), Bounds.ELECTION);
  }

  @AfterEach
  void stopBoth() {
    cluster.lab().unite();
    cluster.master(1).link().heal();
    first.close();
    second.close();
    vip.awaitNone(Bounds.ELECTION);
    vip.close();
  }

  @Test
  void aCleanStopMovesTheVipWithinItsSkew() {
    long stoppedNs = EpochTime.nowNs();
    assertThat(first.stop()).as("exit code after SIGTERM").isZero();
    vip.awaitOnly(second.node(), Bounds.ELECTION);

    VipTimeline timeline = vip.timeline().since(stoppedNs);
    assertThat(timeline.overlaps()).isEmpty();
    assertThat(timeline.longestGap()).isLessThan(Bounds.CLEAN_TAKEOVER);
    assertThat(takenAfter(timeline, stoppedNs, "m2")).isLessThan(Bounds.CLEAN_TAKEOVER);
    assertThat(Journal.causes(second)).last().isEqualTo("the master resigned");
  }

  @Test
  void aKilledHolderLosesTheVipByItselfBeforeTheOtherTakesIt() {
    second.close();
    second =
        Vipgate.start(
            cluster.master(2), cluster.masterConfig(2).text() + "\nlifeline.enabled = false\n");
    Await.until(
        "m2 has heard the master",
        Bounds.ELECTION,
        () -> !Journal.status(second).getConfigList("vrrp").get(0).getIsNull("master"));
    long killedNs = EpochTime.nowNs();
    first.process().kill();
    vip.awaitOnly(second.node(), Bounds.ELECTION);

    VipTimeline timeline = vip.timeline().since(killedNs);
    assertThat(timeline.overlaps()).isEmpty();
    assertThat(timeline.spans().get(0).length()).as("the lease").isLessThan(Bounds.LEASE);
    assertThat(takenAfter(timeline, killedNs, "m2")).isLessThan(Bounds.TAKEOVER);
    assertThat(Journal.causes(second)).last().isEqualTo("the master is silent");
  }

  @Test
  void aFrozenHolderLosesTheVipAndStepsBackWhenItThaws() {
    long frozenNs = EpochTime.nowNs();
    first.process().freeze();
    vip.awaitOnly(second.node(), Bounds.ELECTION);
    VipTimeline frozen = vip.timeline().since(frozenNs);
    assertThat(frozen.overlaps()).isEmpty();
    assertThat(frozen.spans().get(0).length()).as("the lease").isLessThan(Bounds.LEASE);
    assertThat(takenAfter(frozen, frozenNs, "m2")).isLessThan(Bounds.TAKEOVER);

    long thawedNs = EpochTime.nowNs();
    first.process().thaw();
    vip.awaitOnly(first.node(), Bounds.ELECTION);
    VipTimeline thawed = vip.timeline().since(thawedNs);
    assertThat(thawed.longestOverlap()).as("hand-over by preemption").isLessThan(HAND_OVER);
    assertThat(takenAfter(thawed, thawedNs, "m1"))
        .as("it listened for a master-down interval before it claimed the VIP again")
        .isGreaterThan(Duration.ofSeconds(3));
    assertThat(Journal.causes(first))
        .contains("was held up for so long that a peer may have taken over");
  }

  /** The time between the preempting router's first advertisement and the other's obedience. */
  private static final Duration HAND_OVER = Duration.ofMillis(100);

  @Test
  void theReturningHolderPreempts() {
    first.process().kill();
    vip.awaitOnly(second.node(), Bounds.ELECTION);

    long restartedNs = EpochTime.nowNs();
    first.restart();
    vip.awaitOnly(first.node(), Bounds.ELECTION);

    VipTimeline timeline = vip.timeline().since(restartedNs);
    assertThat(timeline.longestOverlap()).isLessThan(HAND_OVER);
    assertThat(timeline.longestGap()).isLessThan(HAND_OVER);
    assertThat(Journal.causes(second)).last().isEqualTo("a router of higher priority is master");
  }

  @Test
  void aHolderThatLosesItsCarrierGivesTheVipUpAtOnce() {
    long cutNs = EpochTime.nowNs();
    first.node().link().set(Link.Fault.CARRIER);
    vip.awaitOnly(second.node(), Bounds.ELECTION);
    VipTimeline timeline = vip.timeline().since(cutNs);
    assertThat(timeline.overlaps()).isEmpty();
    assertThat(timeline.spans().get(0).length()).isLessThan(Duration.ofMillis(500));
    assertThat(Journal.vrrpState(first)).isEqualTo("INITIALIZE");

    first.node().link().heal();
    vip.awaitOnly(first.node(), Bounds.ELECTION);
  }

  @Test
  void theInterfaceMayComeLate() {
    first.stop();
    String interfaceName = first.node().interfaceName();
    rename(interfaceName, "away0");
    first.restart();
    assertThat(Journal.vrrpState(first)).isEqualTo("INITIALIZE");
    assertThat(first.attempt("status").orThrow().out())
        .contains("interface: value: bond0 (expected: one of", "away0");

    rename("away0", interfaceName);

    vip.awaitOnly(first.node(), Bounds.ELECTION);
  }

  private void rename(String from, String to) {
    first.node().run("ip", "link", "set", from, "down");
    first.node().run("ip", "link", "set", from, "name", to);
    first.node().run("ip", "link", "set", to, "up");
  }

  @Test
  void aPartitionEndsInOneHolderSoonAfterItHeals() {
    first.node().link().set(Link.Fault.SILENT);
    Await.until(
        "both sides hold the VIP, which no router can know",
        Bounds.ELECTION,
        () -> vip.holdersNow().size() == 2);

    long healedNs = EpochTime.nowNs();
    first.node().link().heal();
    vip.awaitOnly(first.node(), Bounds.ELECTION);
    assertThat(takenAfter(vip.timeline(), healedNs, "m1"))
        .as("one advert interval until the lower one hears the higher one")
        .isLessThan(Duration.ofMillis(1_500));
  }

  @Test
  void aVipThatSomeoneElseDeletesIsPutBackAtOnce() {
    long deletedNs = EpochTime.nowNs();
    first
        .node()
        .run(
            "ip", "address", "del", SampleCluster.VIP + "/32", "dev", first.node().interfaceName());
    vip.awaitOnly(first.node(), Bounds.ELECTION);

    VipTimeline timeline = vip.timeline().since(deletedNs);
    assertThat(timeline.longestGap()).isBetween(Duration.ofNanos(1), Duration.ofMillis(100));
  }

  @Test
  void anAddressThatWasLeftBehindIsSweptAtTheStart() {
    second.stop();
    second
        .node()
        .run(
            "ip",
            "address",
            "add",
            SampleCluster.VIP + "/32",
            "dev",
            second.node().interfaceName());
    assertThat(vip.holdersNow()).containsExactlyInAnyOrder("m1", "m2");

    second.restart();

    vip.awaitOnly(first.node(), Bounds.ELECTION);
    assertThat(Journal.vrrpState(second)).isEqualTo("BACKUP");
  }

  /** When that node became the only holder for good, counted from then. */
  private static Duration takenAfter(VipTimeline timeline, long fromNs, String node) {
    VipTimeline.Span last = timeline.spans().get(timeline.spans().size() - 1);
    assertThat(last.holders()).containsExactly(node);
    return Duration.ofNanos(last.fromNs() - fromNs);
  }
}
