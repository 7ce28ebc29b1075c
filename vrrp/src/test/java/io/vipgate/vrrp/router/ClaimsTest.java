package io.vipgate.vrrp.router;

import static io.vipgate.vrrp.packet.Packets.address;
import static io.vipgate.vrrp.router.RouterConfigBuilder.routerConfig;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vipgate.vrrp.router.Action.AnnounceAddresses;
import io.vipgate.vrrp.router.Action.ProbeAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Who has the addresses when nobody advertises, who claims them while we hold them, and how they
 * are announced. The router is 10.0.0.2 with priority 100; it listens for 3.609 s.
 */
class ClaimsTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LISTENS_MS = 3_609;
  private static final Event TIMER = new Event.TimerExpired();
  private static final Event CLAIMED =
      new Event.AddressClaimed("10.32.255.99 is at 02:00:00:00:00:05");

  private long nowNs = 42_000 * MS;

  @Test
  void asksThreeTimesWhileItListensAndClaimsWhenItWouldHaveAnyway() {
    long startNs = nowNs;
    VirtualRouter router = started(DuplicateCheck.REFUSE);
    assertThat(timesOf(router, ProbeAddresses.class, LISTENS_MS)).containsExactly(0L, 902L, 1804L);
    nowNs = router.nextDeadlineNs();
    assertThat(requireNonNull(router.on(TIMER, nowNs).transition()).cause())
        .isEqualTo(Cause.NO_MASTER);
    assertThat((nowNs - startNs) / MS).isEqualTo(LISTENS_MS);
  }

  @Test
  void claimsNothingWhileSomeoneHasAnAddressAndAsksAgain() {
    VirtualRouter router = started(DuplicateCheck.REFUSE);
    router.on(CLAIMED, nowNs);
    Decision decision = atMasterDown(router);
    assertThat(decision.transition()).isNull();
    assertThat(decision.actions()).isEmpty();
    assertThat(requireNonNull(decision.notice()))
        .isEqualTo(new Notice(Notice.Kind.ADDRESS_IN_USE, "10.32.255.99 is at 02:00:00:00:00:05"));
    assertThat(timesOf(router, ProbeAddresses.class, LISTENS_MS)).hasSize(3);
    assertThat(requireNonNull(atMasterDown(router).transition()).to()).isEqualTo(State.MASTER);
  }

  @Test
  void claimsAllTheSameWhereItIsOnlyToWarn() {
    VirtualRouter router = started(DuplicateCheck.WARN);
    router.on(CLAIMED, nowNs);
    Decision decision = atMasterDown(router);
    assertThat(requireNonNull(decision.transition()).to()).isEqualTo(State.MASTER);
    assertThat(requireNonNull(decision.notice()).kind()).isEqualTo(Notice.Kind.ADDRESS_IN_USE);
  }

  @Test
  void asksNobodyWhereItIsNotTo() {
    VirtualRouter router = started(DuplicateCheck.OFF);
    assertThat(timesOf(router, ProbeAddresses.class, LISTENS_MS)).isEmpty();
  }

  @Test
  void anOperatorMayClaimThemAllTheSame() {
    VirtualRouter router = started(DuplicateCheck.REFUSE);
    router.on(CLAIMED, nowNs);
    router.on(new Event.TakeOver(Cause.PROMOTED, "by hand"), nowNs);
    assertThat(router.state()).isEqualTo(State.MASTER);
  }

  /**
   * The former master's kernel may answer for as long as its lease: its successor must not wait.
   */
  @Test
  void doesNotAskAfterAMasterWasHeardAndDoesNotWaitForIt() {
    VirtualRouter router = started(DuplicateCheck.REFUSE);
    hear(router, 200);
    long heardNs = nowNs;
    assertThat(timesOf(router, ProbeAddresses.class, LISTENS_MS)).isEmpty();
    nowNs = heardNs + 1_000 * MS;
    router.on(CLAIMED, nowNs);
    nowNs = router.nextDeadlineNs();
    assertThat((nowNs - heardNs) / MS).isEqualTo(LISTENS_MS);
    assertThat(requireNonNull(router.on(TIMER, nowNs).transition()).cause())
        .isEqualTo(Cause.MASTER_SILENT);
  }

  /** It answers until its lease is over, and advertises no more: nobody else does until then. */
  @Test
  void aSuccessorThatStepsBackForAMomentDoesNotWaitForThePredecessorsLease() {
    VirtualRouter router = successor();
    pass(router, 200);
    stepBack(router);
    List<Long> asked = timesOf(router, ProbeAddresses.class, 1_000);
    router.on(CLAIMED, nowNs);
    Decision decision = atMasterDown(router);

    assertThat(asked).isEmpty();
    assertThat(decision.notice()).isNull();
    assertThat(requireNonNull(decision.transition()).to()).isEqualTo(State.MASTER);
  }

  @Test
  void afterThePredecessorsLeaseItAsksAgain() {
    VirtualRouter router = successor();
    pass(router, 2_400);
    stepBack(router);
    assertThat(timesOf(router, ProbeAddresses.class, LISTENS_MS)).hasSize(3);
  }

  /** Of a master whose process died. */
  private VirtualRouter successor() {
    VirtualRouter router = started(DuplicateCheck.REFUSE);
    hear(router, 200);
    router.on(new Event.RouterDied(address("10.0.0.1"), "its process is gone"), nowNs);
    assertThat(requireNonNull(atMasterDown(router).transition()).cause())
        .isEqualTo(Cause.MASTER_DIED);
    return router;
  }

  private void stepBack(VirtualRouter router) {
    router.on(new Event.StepBack(Cause.SYNC_GROUP, "by hand"), nowNs);
    assertThat(router.state()).isEqualTo(State.BACKUP);
  }

  @Test
  void whatAMasterAnnouncesBeforeItIsHeardIsNoDuplicate() {
    VirtualRouter router = started(DuplicateCheck.REFUSE);
    router.on(CLAIMED, nowNs);
    hear(router, 200);
    nowNs = router.nextDeadlineNs();
    assertThat(requireNonNull(router.on(TIMER, nowNs).transition()).to()).isEqualTo(State.MASTER);
  }

  @Test
  void aClaimIsAnsweredOnceInTheDefenceIntervalAndAlwaysAfterTheLastOne() {
    VirtualRouter router = master(Announcing.DEFAULT);
    pass(router, 30_050);
    router.on(CLAIMED, nowNs);
    List<String> events = new ArrayList<>();
    long sinceNs = nowNs;
    for (long ms : new long[] {200, 9_000, 12_000}) {
      events.addAll(notices(router, sinceNs, sinceNs + ms * MS));
      nowNs = sinceNs + ms * MS;
      router.on(CLAIMED, nowNs);
    }
    events.addAll(notices(router, sinceNs, sinceNs + 200_000 * MS));
    assertThat(events)
        .containsExactly(
            "50: address_conflict",
            "10050: address_defended",
            "20050: address_defended",
            "102000: conflict_over");
  }

  @Test
  void eachAnswerIsAnAnnouncement() {
    VirtualRouter router = master(Announcing.DEFAULT);
    pass(router, 30_050);
    router.on(CLAIMED, nowNs);
    assertThat(router.nextDeadlineNs()).isLessThanOrEqualTo(nowNs + 50 * MS);
    assertThat(timesOf(router, AnnounceAddresses.class, 60)).containsExactly(50L);
  }

  /** Its announcement arrives beside its advertisement; an answer would mislead the neighbours. */
  @Test
  void theClaimOfARouterThatTakesOverIsNotAnswered() {
    VirtualRouter router = master(Announcing.DEFAULT);
    pass(router, 30_050);
    router.on(CLAIMED, nowNs);
    assertThat(timesOf(router, AnnounceAddresses.class, 10)).isEmpty();
    hear(router, 200);
    assertThat(router.state()).isEqualTo(State.BACKUP);
    assertThat(timesOf(router, AnnounceAddresses.class, 1_000)).isEmpty();
  }

  /** One that advertises each 10 ms would have us announce as often. */
  @Test
  void anotherMasterIsAnsweredAtOnceAndThenWheneverTheNeighboursListenAgain() {
    VirtualRouter router = master(Announcing.DEFAULT);
    pass(router, 30_050);
    long sinceNs = nowNs;
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      if (announces(hear(router, 50))) {
        times.add((nowNs - sinceNs) / MS);
      }
      long nextNs = nowNs + 10 * MS;
      while (router.nextDeadlineNs() <= nextNs) {
        nowNs = router.nextDeadlineNs();
        if (announces(router.on(TIMER, nowNs))) {
          times.add((nowNs - sinceNs) / MS);
        }
      }
      nowNs = nextNs;
    }
    assertThat(times).containsExactly(0L, 1_100L);
    assertThat(timesOf(router, AnnounceAddresses.class, 1_100)).as("the last word").hasSize(1);
  }

  @Test
  void announcesAsItIsTold() {
    VirtualRouter router =
        started(DuplicateCheck.OFF, new Announcing(3, 0, 700 * MS, 2_000 * MS, 2, 0));
    Decision claim = atMasterDown(router);
    assertThat(claim.actions()).contains(new AnnounceAddresses(3));
    assertThat(announcements(router, 7_000))
        .containsExactly("700: 3", "2700: 2", "4700: 2", "6700: 2");
  }

  @Test
  void spacesTheCopiesAsItIsTold() {
    VirtualRouter router =
        started(DuplicateCheck.OFF, new Announcing(3, 20 * MS, 700 * MS, 2_000 * MS, 2, 0));
    Decision claim = atMasterDown(router);
    assertThat(claim.actions()).contains(new AnnounceAddresses(1));
    assertThat(announcements(router, 3_000))
        .containsExactly("20: 1", "40: 1", "700: 1", "720: 1", "740: 1", "2700: 1", "2720: 1");
  }

  @Test
  void aBurstThatComesBeforeTheLastOneIsOverBeginsAnew() {
    VirtualRouter router =
        started(DuplicateCheck.OFF, new Announcing(3, 1_000 * MS, 1_500 * MS, 0, 1, 0));
    atMasterDown(router);
    assertThat(announcements(router, 10_000))
        .containsExactly("1000: 1", "1100: 1", "1500: 1", "2500: 1", "3500: 1");
  }

  @Test
  void announcesOnceWhereNothingElseIsWanted() {
    VirtualRouter router = started(DuplicateCheck.OFF, new Announcing(1, 0, 0, 0, 1, 0));
    assertThat(atMasterDown(router).actions()).contains(new AnnounceAddresses(1));
    assertThat(announcements(router, 60_000)).isEmpty();
  }

  @Test
  void aSettingThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new Announcing(0, 0, 0, 0, 1, 0))
        .hasMessage("copies: value: 0, 1 (expected: 1 or more)");
    assertThatThrownBy(() -> new Announcing(1, 0, 0, -1, 1, 0))
        .hasMessage("announcing: value: 0, 0, -1, 0 (expected: 0 or more)");
  }

  private List<String> announcements(VirtualRouter router, long milliseconds) {
    long sinceNs = nowNs;
    List<String> seen = new ArrayList<>();
    while (router.nextDeadlineNs() <= sinceNs + milliseconds * MS) {
      nowNs = router.nextDeadlineNs();
      for (Action action : router.on(TIMER, nowNs).actions()) {
        if (action instanceof AnnounceAddresses announce) {
          seen.add((nowNs - sinceNs) / MS + ": " + announce.copies());
        }
      }
    }
    return seen;
  }

  private List<String> notices(VirtualRouter router, long sinceNs, long untilNs) {
    List<String> seen = new ArrayList<>();
    while (router.nextDeadlineNs() <= untilNs) {
      nowNs = router.nextDeadlineNs();
      @Nullable Notice notice = router.on(TIMER, nowNs).notice();
      if (notice != null) {
        seen.add((nowNs - sinceNs) / MS + ": " + notice.kind().label());
      }
    }
    return seen;
  }

  private List<Long> timesOf(
      VirtualRouter router, Class<? extends Action> type, long milliseconds) {
    long sinceNs = nowNs;
    List<Long> times = new ArrayList<>();
    while (router.nextDeadlineNs() < sinceNs + milliseconds * MS) {
      nowNs = router.nextDeadlineNs();
      if (router.on(TIMER, nowNs).actions().stream().anyMatch(type::isInstance)) {
        times.add((nowNs - sinceNs) / MS);
      }
    }
    return times;
  }

  private static boolean announces(Decision decision) {
    return decision.actions().stream().anyMatch(AnnounceAddresses.class::isInstance);
  }

  private void pass(VirtualRouter router, long milliseconds) {
    long untilNs = nowNs + milliseconds * MS;
    while (router.nextDeadlineNs() <= untilNs) {
      nowNs = router.nextDeadlineNs();
      router.on(TIMER, nowNs);
    }
    nowNs = untilNs;
  }

  /** Goes on until the master-down timer has come. */
  private Decision atMasterDown(VirtualRouter router) {
    while (true) {
      nowNs = router.nextDeadlineNs();
      Decision decision = router.on(TIMER, nowNs);
      if (decision.notice() != null || decision.transition() != null) {
        return decision;
      }
    }
  }

  private VirtualRouter master(Announcing announcing) {
    VirtualRouter router = started(DuplicateCheck.OFF, announcing);
    atMasterDown(router);
    assertThat(router.state()).isEqualTo(State.MASTER);
    return router;
  }

  private VirtualRouter started(DuplicateCheck check) {
    return started(check, Announcing.DEFAULT);
  }

  private VirtualRouter started(DuplicateCheck check, Announcing announcing) {
    VirtualRouter router =
        new VirtualRouter(routerConfig().claims(new Claims(List.of(), check, announcing)).build());
    router.on(new Event.Start(), nowNs);
    return router;
  }

  private Decision hear(VirtualRouter router, int priority) {
    return router.on(
        new Event.AdvertisementReceived(
            routerConfig().build().advertisement().withPriority(priority), address("10.0.0.1")),
        nowNs);
  }
}
