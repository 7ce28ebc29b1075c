package io.vipgate.vrrp.router;

import static io.vipgate.vrrp.packet.Packets.address;
import static io.vipgate.vrrp.router.RouterConfigBuilder.routerConfig;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vipgate.vrrp.router.Action.SendAdvertisement;
import io.vipgate.vrrp.router.RouterConfig.Delays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Who is to be master, beyond the protocol: priorities that change, offers, delays, faults. The
 * router is 10.0.0.2 with priority 100, advertising each second: skew 609.375 ms.
 */
class RoleTest {

  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final Event TIMER = new Event.TimerExpired();

  private long nowNs = 42_000 * MS;

  @Test
  void aMasterThatFallsOffersTheAddressesAndKeepsThemMeanwhile() {
    VirtualRouter router = master(routerConfig().build());
    Decision decision = router.on(drop(80), nowNs);
    assertThat(sentPriorities(decision)).containsExactly(0);
    assertThat(decision.actions()).hasSize(1);
    assertThat(requireNonNull(decision.notice()).evidence())
        .isEqualTo(
            "100 -> 10.0.0.2 (priority 80: check-disk is down);"
                + " offers the addresses to whoever ranks above it");
    assertThat(router.state()).isEqualTo(State.MASTER);
  }

  @Test
  void anOfferIsTakenBackAfterItsOwnSkew() {
    VirtualRouter router = master(routerConfig().build());
    router.on(drop(80), nowNs);
    long offeredNs = nowNs;
    nowNs += 500 * MS;
    assertThat(sentPriorities(router.on(TIMER, nowNs))).as("the renewal").isEmpty();
    nowNs = router.nextDeadlineNs();
    assertThat(nowNs - offeredNs).isEqualTo(687_500_000L);
    assertThat(sentPriorities(router.on(TIMER, nowNs))).containsExactly(80);
    assertThat(router.snapshot().master())
        .isEqualTo(new RouterSnapshot.Master(address("10.0.0.2"), 80));
  }

  @Test
  void anOfferIsTakenByWhoeverRanksAbove() {
    VirtualRouter router = master(routerConfig().build());
    router.on(drop(80), nowNs);
    Transition transition = requireNonNull(hear(router, 90).transition());
    assertThat(transition.to()).isEqualTo(State.BACKUP);
    assertThat(transition.cause()).isEqualTo(Cause.HIGHER_PRIORITY);
    assertThat(transition.evidence())
        .isEqualTo(
            "10.0.0.1 (priority 90) advertises, ours is"
                + " 10.0.0.2 (priority 80: check-disk is down)");
  }

  @Test
  void anOfferIsDefendedAgainstWhoeverRanksBelow() {
    VirtualRouter router = master(routerConfig().build());
    router.on(drop(80), nowNs);
    assertThat(sentPriorities(hear(router, 70))).containsExactly(80);
    assertThat(router.state()).isEqualTo(State.MASTER);
  }

  @Test
  void anOfferThatDidNotLeaveWasNoAdvertisement() {
    VirtualRouter router = master(routerConfig().build());
    long sentNs = nowNs;
    nowNs += 400 * MS;
    router.on(drop(80), nowNs);
    router.on(new Event.SendFailed("sendto: EPERM"), nowNs);
    assertThat(router.snapshot().lastSentNs()).hasValue(sentNs);
  }

  /** Its peers are about to take over, and would not hear that it has changed its mind. */
  @Test
  void anOfferThatCannotBeTakenBackIsTheEndOfTheTerm() {
    VirtualRouter router = master(routerConfig().build());
    router.on(drop(80), nowNs);
    nowNs = router.nextDeadlineNs();
    router.on(TIMER, nowNs);
    nowNs = router.nextDeadlineNs();
    assertThat(sentPriorities(router.on(TIMER, nowNs))).containsExactly(80);
    Decision decision = router.on(new Event.SendFailed("sendto: EPERM"), nowNs);
    assertThat(requireNonNull(decision.transition()).cause()).isEqualTo(Cause.CANNOT_ADVERTISE);
  }

  @Test
  void aDefenceThatNobodyHearsIsTheEndOfTheTerm() {
    VirtualRouter router = master(routerConfig().build());
    nowNs += 100 * MS;
    assertThat(sentPriorities(hear(router, 70))).containsExactly(100);
    Decision decision = router.on(new Event.SendFailed("sendto: EPERM"), nowNs);
    assertThat(requireNonNull(decision.transition()).cause()).isEqualTo(Cause.CANNOT_ADVERTISE);
  }

  @Test
  void aBackupThatRisesAboveItsMasterPreemptsIt() {
    VirtualRouter router = started(routerConfig().build());
    hear(router, 110);
    long heardNs = nowNs;
    router.on(new Event.PriorityChanged(120, "check-disk is up"), nowNs);
    nowNs += 1_000 * MS;
    hear(router, 110);
    assertThat(router.nextDeadlineNs() - heardNs).isEqualTo(3_531_250_000L);
    assertThat(atDeadline(router).cause()).isEqualTo(Cause.PREEMPTION);
  }

  @Test
  void aBackupThatFellBelowItsMasterLeavesItAlone() {
    VirtualRouter router = started(routerConfig().build());
    router.on(drop(80), nowNs);
    nowNs += 3_000 * MS;
    hear(router, 90);
    assertThat(router.nextDeadlineNs() - nowNs).isEqualTo(3_687_500_000L);
  }

  @Test
  void withoutPreemptionALowerMasterStaysAcrossARestart() {
    RouterConfig stubborn = routerConfig().preempt(false).build();
    VirtualRouter before = master(stubborn);
    before.on(new Event.Stop(), nowNs);
    VirtualRouter after = started(stubborn);
    for (int i = 0; i < 100; i++) {
      nowNs += 1_000 * MS;
      hear(after, 1);
      assertThat(after.nextDeadlineNs()).isEqualTo(nowNs + 3_609_375_000L);
    }
    assertThat(after.state()).isEqualTo(State.BACKUP);
  }

  @Test
  void preemptionWaitsForItsDelay() {
    VirtualRouter router = started(routerConfig().delays(2_000 * MS, 0).build());
    long startNs = nowNs;
    for (int i = 0; i < 6; i++) {
      hear(router, 50);
      assertThat(router.on(TIMER, nowNs)).isEqualTo(Decision.NONE);
      nowNs += 900 * MS;
    }
    Transition transition = atDeadline(router);
    assertThat(nowNs - startNs).isEqualTo(5_609_375_000L);
    assertThat(transition.cause()).isEqualTo(Cause.PREEMPTION);
  }

  @Test
  void preemptionIsNotDelayedOnceTheMasterIsGone() {
    VirtualRouter router = started(routerConfig().delays(60_000 * MS, 0).build());
    nowNs += 1_000 * MS;
    hear(router, 50);
    assertThat(router.nextDeadlineNs() - nowNs).as("silence").isEqualTo(3_609_375_000L);
    hear(router, 0);
    assertThat(router.nextDeadlineNs() - nowNs).as("resignation").isEqualTo(609_375_000L);
  }

  @Test
  void theDelayBeginsAgainAfterABetterMaster() {
    VirtualRouter router = started(routerConfig().delays(2_000 * MS, 0).build());
    hear(router, 50);
    nowNs += 3_000 * MS;
    hear(router, 150);
    nowNs += 1_000 * MS;
    hear(router, 50);
    long lowerAgainNs = nowNs;
    nowNs += 2_500 * MS;
    hear(router, 50);
    nowNs = router.nextDeadlineNs();
    assertThat(nowNs - lowerAgainNs).isEqualTo(2_609_375_000L + 2_000 * MS);
  }

  @Test
  void claimsNothingBeforeTheStartUpDelayIsOver() {
    VirtualRouter router = new VirtualRouter(routerConfig().delays(0, 10_000 * MS).build());
    Transition started = requireNonNull(router.on(new Event.Start(), nowNs).transition());
    assertThat(started.evidence()).isEqualTo("a master has 10.000 s to be heard");
    long startNs = nowNs;
    nowNs += 2_000 * MS;
    hear(router, 0);
    assertThat(router.nextDeadlineNs()).isEqualTo(startNs + 10_000 * MS);
    nowNs = startNs + 9_000 * MS;
    hear(router, 200);
    assertThat(router.nextDeadlineNs()).isEqualTo(nowNs + 3_609_375_000L);
  }

  @Test
  void theStartUpDelayIsForTheStartOnly() {
    VirtualRouter router = started(routerConfig().delays(0, 10_000 * MS).build());
    nowNs += 20_000 * MS;
    router.on(new Event.InterfaceDown("eth0: no carrier"), nowNs);
    router.on(new Event.InterfaceUp(), nowNs);
    assertThat(router.nextDeadlineNs()).isEqualTo(nowNs + 3_609_375_000L);
  }

  @Test
  void anOwnerListensToo_ifThereIsAStartUpDelay() {
    VirtualRouter owner = started(routerConfig().priority(255).delays(0, 10_000 * MS).build());
    assertThat(owner.state()).isEqualTo(State.BACKUP);
  }

  @Test
  void takesNoPartWhileInFault() {
    VirtualRouter router = new VirtualRouter(routerConfig().build());
    router.on(new Event.FaultRaised(Cause.TRACKED_FAULT, "check-disk is down"), nowNs);
    assertThat(router.on(new Event.Start(), nowNs).transition()).isNull();
    router.on(new Event.InterfaceDown("eth0: no carrier"), nowNs);
    assertThat(router.on(new Event.InterfaceUp(), nowNs).transition()).isNull();
    Transition cleared =
        requireNonNull(router.on(new Event.FaultCleared("check-disk is up"), nowNs).transition());
    assertThat(cleared.cause()).isEqualTo(Cause.FAULT_CLEARED);
    assertThat(cleared.evidence()).isEqualTo("check-disk is up; a master has 3.609 s to be heard");
  }

  @Test
  void delaysAreNotNegative() {
    assertThatThrownBy(() -> new Delays(0, -1)).hasMessageContaining("delays: value: 0, -1");
    assertThatThrownBy(() -> new Delays(-1, 0)).hasMessageContaining("(expected: 0 or more)");
  }

  private static Event drop(int priority) {
    return new Event.PriorityChanged(priority, "check-disk is down");
  }

  private VirtualRouter started(RouterConfig config) {
    VirtualRouter router = new VirtualRouter(config);
    router.on(new Event.Start(), nowNs);
    return router;
  }

  private VirtualRouter master(RouterConfig config) {
    VirtualRouter router = started(config);
    assertThat(atDeadline(router).to()).isEqualTo(State.MASTER);
    return router;
  }

  private Transition atDeadline(VirtualRouter router) {
    nowNs = router.nextDeadlineNs();
    return requireNonNull(router.on(TIMER, nowNs).transition());
  }

  private Decision hear(VirtualRouter router, int priority) {
    return router.on(
        new Event.AdvertisementReceived(
            routerConfig().build().advertisement().withPriority(priority), address("10.0.0.1")),
        nowNs);
  }

  private static List<Integer> sentPriorities(Decision decision) {
    return decision.actions().stream()
        .filter(SendAdvertisement.class::isInstance)
        .map(action -> ((SendAdvertisement) action).advertisement().priority())
        .toList();
  }
}
