package io.vipgate.vrrp.router;

import static io.vipgate.vrrp.packet.Packets.address;
import static io.vipgate.vrrp.router.RouterConfigBuilder.routerConfig;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.VrrpVersion;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Version 3: the master's interval counts, and intervals are short. The router is 10.0.0.2 with
 * priority 128, so that its skew is half an interval.
 */
class LearntIntervalTest {

  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final Event TIMER = new Event.TimerExpired();

  private VirtualRouter router = router(100, true);
  private long nowNs = 42_000 * MS;

  @Test
  void startsWithItsOwnInterval() {
    router.on(new Event.Start(), nowNs);
    assertThat(router.nextDeadlineNs()).isEqualTo(nowNs + 350 * MS);
  }

  @Test
  void waitsForThreeOfTheMastersIntervalsAndItsSkew() {
    router.on(new Event.Start(), nowNs);
    hear(200, 1_000);
    assertThat(router.nextDeadlineNs()).isEqualTo(nowNs + 3_500 * MS);
    hear(200, 20);
    assertThat(router.nextDeadlineNs()).isEqualTo(nowNs + 70 * MS);
  }

  @Test
  void takesTheSkewOfAResignationFromTheLearntInterval() {
    router.on(new Event.Start(), nowNs);
    hear(200, 1_000);
    hear(0, 10);
    assertThat(router.nextDeadlineNs()).isEqualTo(nowNs + 500 * MS);
  }

  @Test
  void tellsThatTheIntervalsDiffer() {
    router.on(new Event.Start(), nowNs);
    assertThat(hear(200, 100)).isEqualTo(Decision.NONE);
    Decision decision = hear(200, 1_000);
    assertThat(decision.transition()).isNull();
    assertThat(decision.notice())
        .isEqualTo(
            new Notice(
                Notice.Kind.INTERVAL_DIFFERS,
                "10.0.0.1 (priority 200): advert-interval: value: 1.000 s (expected: 0.100 s)"));
  }

  @Test
  void learnsNothingFromAMasterThatItPreempts() {
    router.on(new Event.Start(), nowNs);
    long deadlineNs = router.nextDeadlineNs();
    hear(50, 1_000);
    assertThat(router.nextDeadlineNs()).isEqualTo(deadlineNs);
    nowNs = deadlineNs;
    assertThat(requireNonNull(router.on(TIMER, nowNs).transition()).cause())
        .as("its silence of 350 ms is none, at an interval of 1 s")
        .isEqualTo(Cause.PREEMPTION);
  }

  @Test
  void learnsFromALowerMasterThatItDoesNotPreempt() {
    router = router(100, false);
    router.on(new Event.Start(), nowNs);
    hear(50, 1_000);
    assertThat(router.nextDeadlineNs()).isEqualTo(nowNs + 3_500 * MS);
  }

  @Test
  void keepsTheLearntIntervalWhenItListensAfresh() {
    router.on(new Event.Start(), nowNs);
    hear(200, 1_000);
    nowNs = router.nextDeadlineNs() + 101 * MS;
    assertThat(requireNonNull(router.on(TIMER, nowNs).notice()).kind())
        .isEqualTo(Notice.Kind.TAKEOVER_POSTPONED);
    assertThat(router.nextDeadlineNs()).isEqualTo(nowNs + 3_500 * MS);
  }

  @Test
  void forgetsTheLearntIntervalWhenItJoinsTheLinkAgain() {
    router.on(new Event.Start(), nowNs);
    hear(200, 1_000);
    router.on(new Event.InterfaceDown("eth0: no carrier"), nowNs);
    router.on(new Event.InterfaceUp(), nowNs);
    assertThat(router.nextDeadlineNs()).isEqualTo(nowNs + 350 * MS);
  }

  @Test
  void learnsFromTheMasterThatItGivesWayTo() {
    router.on(new Event.Start(), nowNs);
    nowNs = router.nextDeadlineNs();
    router.on(TIMER, nowNs);
    assertThat(router.state()).isEqualTo(State.MASTER);
    hear(200, 1_000);
    assertThat(router.state()).isEqualTo(State.BACKUP);
    assertThat(router.nextDeadlineNs()).isEqualTo(nowNs + 3_500 * MS);
  }

  /** Its peers count from our interval, so that is what it may be late by. */
  @Test
  void aMasterIsLateAfterThreeOfItsOwnIntervals() {
    router = router(10, true);
    router.on(new Event.Start(), nowNs);
    hear(0, 1_000);
    nowNs = router.nextDeadlineNs();
    router.on(TIMER, nowNs);
    assertThat(router.on(TIMER, nowNs + 30 * MS - 1).transition()).isNull();
    nowNs += 30 * MS - 1 + 30 * MS;
    assertThat(requireNonNull(router.on(TIMER, nowNs).transition()).cause()).isEqualTo(Cause.LATE);
  }

  @Test
  void aBackupWithShortIntervalsMayBeAsLateAsABusyMachineIs() {
    router = router(10, true);
    router.on(new Event.Start(), nowNs);
    nowNs = router.nextDeadlineNs() + 50 * MS;
    assertThat(requireNonNull(router.on(TIMER, nowNs).transition()).to()).isEqualTo(State.MASTER);
  }

  private Decision hear(int priority, long intervalMs) {
    Advertisement theirs = config(intervalMs).build().advertisement().withPriority(priority);
    return router.on(new Event.AdvertisementReceived(theirs, address("10.0.0.1")), nowNs);
  }

  private static VirtualRouter router(long intervalMs, boolean preempt) {
    return new VirtualRouter(config(intervalMs).priority(128).preempt(preempt).build());
  }

  private static RouterConfigBuilder config(long intervalMs) {
    return routerConfig().version(VrrpVersion.V3).advertIntervalNs(intervalMs * MS);
  }
}
