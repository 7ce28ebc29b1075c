package io.vipgate.vrrp.router;

import static io.vipgate.vrrp.packet.Packets.address;
import static io.vipgate.vrrp.router.RouterConfigBuilder.routerConfig;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.vrrp.router.Action.AnnounceAddresses;
import io.vipgate.vrrp.router.Action.RemoveAddresses;
import io.vipgate.vrrp.router.Action.RenewAddresses;
import io.vipgate.vrrp.router.Action.ResetConnections;
import io.vipgate.vrrp.router.Action.SendAdvertisement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What takes more than one event: causes with their figures, schedules, and the conditions of
 * taking part.
 */
class VirtualRouterTest {

  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final Event TIMER = new Event.TimerExpired();
  private static final Event UNSENT = new Event.SendFailed("sendto: EPERM");

  private final VirtualRouter router = new VirtualRouter(routerConfig().priority(88).build());
  private long nowNs = 42_000 * MS;

  @Test
  void takesOverFromASilentMaster() {
    router.on(new Event.Start(), nowNs);
    hear(100, "10.0.0.1");
    assertThat(router.nextDeadlineNs()).isEqualTo(nowNs + 3_656_250_000L);
    Transition transition = transitionAtDeadline();
    assertThat(transition)
        .isEqualTo(
            new Transition(
                State.BACKUP,
                State.MASTER,
                Cause.MASTER_SILENT,
                "no advertisement from 10.0.0.1 (priority 100) for 3.656 s"));
  }

  @Test
  void takesOverFromAMasterThatResigned() {
    router.on(new Event.Start(), nowNs);
    hear(100, "10.0.0.1");
    hear(0, "10.0.0.1");
    Transition transition = transitionAtDeadline();
    assertThat(transition.cause()).isEqualTo(Cause.MASTER_RESIGNED);
    assertThat(transition.evidence()).isEqualTo("10.0.0.1 sent priority 0 0.656 s ago");
  }

  @Test
  void takesOverFromAMasterWhoseProcessDied() {
    router.on(new Event.Start(), nowNs);
    hear(100, "10.0.0.1");
    nowNs += 200 * MS;
    router.on(died("10.0.0.1"), nowNs);
    Transition transition = transitionAtDeadline();
    assertThat(transition.cause()).isEqualTo(Cause.MASTER_DIED);
    assertThat(transition.evidence()).isEqualTo("10.0.0.1 (priority 100): its connection ended");
    assertThat(announcementsUntil(8_000))
        .as("again and again until the lease of 2 s and its lag are over, and twice more")
        .hasSize(25)
        .startsWith(100L, 200L)
        .endsWith(2_300L, 3_400L, 7_300L);
  }

  @Test
  void doesNotBelieveInADeathAfterWhichItHearsTheMaster() {
    router.on(new Event.Start(), nowNs);
    hear(100, "10.0.0.1");
    router.on(died("10.0.0.1"), nowNs);
    hear(100, "10.0.0.1");
    assertThat(router.nextDeadlineNs()).isEqualTo(nowNs + 3_656_250_000L);
    assertThat(transitionAtDeadline().cause()).isEqualTo(Cause.MASTER_SILENT);
  }

  @Test
  void aResignationIsNotMadeShorterByTheDeathThatFollows() {
    router.on(new Event.Start(), nowNs);
    hear(100, "10.0.0.1");
    hear(0, "10.0.0.1");
    long dueNs = router.nextDeadlineNs();
    router.on(died("10.0.0.1"), nowNs);
    assertThat(router.nextDeadlineNs()).isEqualTo(dueNs);
  }

  @Test
  void takesOverAtOnceFromAMasterThatResignedAndSaidGoodbye() {
    router.on(new Event.Start(), nowNs);
    hear(100, "10.0.0.1");
    hear(0, "10.0.0.1");
    nowNs += 3 * MS;
    router.on(parted("10.0.0.1"), nowNs);
    assertThat(router.nextDeadlineNs())
        .as("priority 88 after 100")
        .isEqualTo(nowNs + 12 * 100_000L);
    router.on(new Event.PriorityChanged(80, "tracked"), nowNs);
    assertThat(router.nextDeadlineNs()).isEqualTo(nowNs + 12 * 100_000L);
    Transition transition = transitionAtDeadline();
    assertThat(transition.cause()).isEqualTo(Cause.MASTER_RESIGNED);
    assertThat(transition.evidence())
        .isEqualTo("10.0.0.1 sent priority 0 0.004 s ago, and said goodbye");
  }

  @Test
  void whoIsHeardAfterItsGoodbyeIsMasterAgain() {
    router.on(new Event.Start(), nowNs);
    hear(100, "10.0.0.1");
    hear(0, "10.0.0.1");
    router.on(parted("10.0.0.1"), nowNs);
    hear(100, "10.0.0.1");
    assertThat(router.nextDeadlineNs()).isEqualTo(nowNs + 3_656_250_000L);
    hear(0, "10.0.0.1");
    assertThat(transitionAtDeadline().evidence()).isEqualTo("10.0.0.1 sent priority 0 0.656 s ago");
  }

  private static Event parted(String address) {
    return new Event.RouterParted(address(address));
  }

  private static Event died(String address) {
    return new Event.RouterDied(address(address), "its connection ended");
  }

  @Test
  void preemptsAMasterOfLowerPriority() {
    router.on(new Event.Start(), nowNs);
    nowNs += 3_600 * MS;
    hear(50, "10.0.0.1");
    Transition transition = transitionAtDeadline();
    assertThat(transition.cause()).isEqualTo(Cause.PREEMPTION);
    assertThat(transition.evidence())
        .isEqualTo("10.0.0.1 (priority 50) advertised 0.056 s ago, our priority is 88");
  }

  @Test
  void doesNotCallItPreemptionWhenTheLowerMasterIsSilentToo() {
    router.on(new Event.Start(), nowNs);
    nowNs += 600 * MS;
    hear(50, "10.0.0.1");
    assertThat(transitionAtDeadline().cause()).isEqualTo(Cause.MASTER_SILENT);
  }

  @Test
  void takesOverWhereThereIsNoMaster() {
    router.on(new Event.Start(), nowNs);
    Transition transition = transitionAtDeadline();
    assertThat(transition.cause()).isEqualTo(Cause.NO_MASTER);
    assertThat(transition.evidence())
        .isEqualTo("no advertisement for 3.656 s since listening began");
  }

  @Test
  void saysHowLateItWas() {
    becomeMaster();
    nowNs += 4_200 * MS;
    Transition transition = requireNonNull(router.on(TIMER, nowNs).transition());
    assertThat(transition.cause()).isEqualTo(Cause.LATE);
    assertThat(transition.evidence())
        .isEqualTo(
            "time since the last advertisement: value: 4.200 s (expected: less than 3.000 s)");
  }

  @Test
  void listensAfterLatenessAsIfItHadJustStarted() {
    becomeMaster();
    nowNs += 4_200 * MS;
    router.on(TIMER, nowNs);
    assertThat(router.snapshot().master()).isNull();
    assertThat(transitionAtDeadline().cause()).isEqualTo(Cause.NO_MASTER);
  }

  @Test
  void countsLatenessFromTheLastAdvertisementSentForWhateverReason() {
    becomeMaster();
    nowNs += 900 * MS;
    hear(0, "10.0.0.1");
    nowNs += 2_999 * MS;
    assertThat(router.on(TIMER, nowNs).transition()).isNull();
    nowNs += 3_000 * MS;
    assertThat(router.on(TIMER, nowNs).transition()).isNotNull();
  }

  @Test
  void postponesATakeoverThatIsOverdueAndSaysSo() {
    router.on(new Event.Start(), nowNs);
    hear(100, "10.0.0.1");
    nowNs = router.nextDeadlineNs() + 1_500 * MS;
    Notice notice = requireNonNull(router.on(TIMER, nowNs).notice());
    assertThat(notice.evidence())
        .isEqualTo("master-down timer: value: 1.500 s late (expected: at most 1.000 s)");
    assertThat(router.state()).isEqualTo(State.BACKUP);
    assertThat(transitionAtDeadline().cause()).isEqualTo(Cause.NO_MASTER);
  }

  @Test
  void advertisesOnTheBeatHoweverLateItIsCalled() {
    becomeMaster();
    long enteredNs = nowNs;
    List<Long> beats = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      // Always 30 ms late: without the beat this would add up to 0.6 s.
      nowNs = router.nextDeadlineNs() + 30 * MS;
      if (sends(router.on(TIMER, nowNs))) {
        beats.add((nowNs - enteredNs) / MS);
      }
    }
    assertThat(beats).hasSizeGreaterThan(15);
    for (int i = 0; i < beats.size(); i++) {
      assertThat(beats.get(i)).isEqualTo((i + 1) * 1_000 + 30);
    }
  }

  @Test
  void findsANewBeatAfterMoreThanAnInterval() {
    becomeMaster();
    nowNs += 2_300 * MS;
    assertThat(sends(router.on(TIMER, nowNs))).isTrue();
    assertThat(advertisementsUntil(2_500)).containsExactly(1_000L, 2_000L);
  }

  @Test
  void restartsTheBeatWhenItHadToAnswer() {
    becomeMaster();
    nowNs += 400 * MS;
    hear(50, "10.0.0.1");
    assertThat(advertisementsUntil(2_500)).containsExactly(1_000L, 2_000L);
  }

  @Test
  void announcesWhenNeighboursListenAgainAfterFiveSecondsAndThenEachTen() {
    becomeMaster();
    assertThat(announcementsUntil(40_000))
        .containsExactly(1_100L, 5_000L, 15_000L, 25_000L, 35_000L);
  }

  @Test
  void announcesAsAtATakeoverAfterItDefendedTheAddresses() {
    becomeMaster();
    nowNs += 4_900 * MS;
    router.on(TIMER, nowNs - 2_500 * MS);
    hear(50, "10.0.0.1");
    assertThat(announcementsUntil(20_000)).containsExactly(1_100L, 5_000L, 15_000L);
  }

  @Test
  void renewsTheLeaseFourTimesInItsLength() {
    becomeMaster();
    assertThat(timesOf(RenewAddresses.class, 3_000))
        .containsExactly(500L, 1_000L, 1_500L, 2_000L, 2_500L, 3_000L);
  }

  @Test
  void takesPartOnlyWhileStartedAndUp() {
    router.on(new Event.InterfaceDown("eth0: no carrier"), nowNs);
    assertThat(router.on(new Event.Start(), nowNs).actions())
        .containsExactly(new RemoveAddresses());
    assertThat(router.state()).isEqualTo(State.INITIALIZE);

    Transition up = requireNonNull(router.on(new Event.InterfaceUp(), nowNs).transition());
    assertThat(up.cause()).isEqualTo(Cause.INTERFACE_UP);
    assertThat(up.evidence()).isEqualTo("a master has 3.656 s to be heard");

    nowNs += 250 * MS;
    Transition stopped = requireNonNull(router.on(new Event.Stop(), nowNs).transition());
    assertThat(stopped.evidence()).isEqualTo("after 0.250 s as BACKUP");
    router.on(new Event.InterfaceDown("eth0: no carrier"), nowNs);
    assertThat(router.on(new Event.InterfaceUp(), nowNs)).isEqualTo(Decision.NONE);
    assertThat(requireNonNull(router.on(new Event.Start(), nowNs).transition()).to())
        .isEqualTo(State.BACKUP);
  }

  @Test
  void passesTheInterfacesEvidenceOn() {
    becomeMaster();
    Transition down =
        requireNonNull(router.on(new Event.InterfaceDown("eth0: no carrier"), nowNs).transition());
    assertThat(down.evidence()).isEqualTo("eth0: no carrier");
  }

  @Test
  void forgivesOneAdvertisementThatDidNotLeave() {
    becomeMaster();
    nowNs += 1_000 * MS;
    assertThat(sends(router.on(TIMER, nowNs))).isTrue();
    assertThat(router.on(UNSENT, nowNs)).isEqualTo(Decision.NONE);
    assertThat(router.snapshot().lastSentNs()).hasValue(nowNs - 1_000 * MS);
    assertThat(advertisementsUntil(2_000)).as("the next chance to renew").startsWith(500L);
    assertThat(router.state()).isEqualTo(State.MASTER);
  }

  @Test
  void stepsBackWhenASecondAdvertisementDidNotLeave() {
    becomeMaster();
    nowNs += 1_100 * MS;
    router.on(TIMER, nowNs);
    router.on(UNSENT, nowNs);
    nowNs = router.nextDeadlineNs();
    assertThat(sends(router.on(TIMER, nowNs))).isTrue();
    Decision decision = router.on(UNSENT, nowNs);
    assertThat(decision.actions()).containsExactly(new ResetConnections(), new RemoveAddresses());
    Transition transition = requireNonNull(decision.transition());
    assertThat(transition.to()).isEqualTo(State.BACKUP);
    assertThat(transition.cause()).isEqualTo(Cause.CANNOT_ADVERTISE);
    assertThat(transition.evidence()).isEqualTo("sendto: EPERM");
  }

  @Test
  void waitsBeforeItTriesToAdvertiseAgain() {
    router.on(new Event.Start(), nowNs);
    transitionAtDeadline();
    long failedNs = nowNs;
    assertThat(router.on(UNSENT, nowNs).transition()).isNotNull();
    assertThat(router.snapshot().lastSentNs()).isEmpty();
    assertThat(router.nextDeadlineNs()).isEqualTo(failedNs + 5_000 * MS);
    assertThat(transitionAtDeadline().to()).isEqualTo(State.MASTER);
  }

  /** The last advertisement of an earlier term proves nothing about this one. */
  @Test
  void aTermWhoseFirstAdvertisementDidNotLeaveIsOver() {
    becomeMaster();
    hear(100, "10.0.0.1");
    hear(0, "10.0.0.1");
    nowNs = router.nextDeadlineNs();
    router.on(TIMER, nowNs);
    assertThat(requireNonNull(router.on(UNSENT, nowNs).transition()).cause())
        .isEqualTo(Cause.CANNOT_ADVERTISE);
  }

  @Test
  void aFarewellThatDidNotLeaveChangesNothing() {
    becomeMaster();
    router.on(new Event.Stop(), nowNs);
    assertThat(router.on(UNSENT, nowNs)).isEqualTo(Decision.NONE);
    assertThat(router.state()).isEqualTo(State.INITIALIZE);
  }

  @Test
  void onlyWhatTellsOthersOfTheAddressesClaimsThem() {
    becomeMaster();
    Decision defence = router.on(advertisement(50, "10.0.0.1"), nowNs);
    assertThat(defence.actions().stream().map(Action::claims)).containsExactly(false, true);
    assertThat(new Action.InstallAddresses(2).claims()).isTrue();
    assertThat(new RenewAddresses(2).claims()).isTrue();
    assertThat(new RemoveAddresses().claims()).isFalse();
    assertThat(new ResetConnections().claims()).isFalse();
  }

  @Test
  void anOwnerDoesNotListenFirst() {
    VirtualRouter owner = new VirtualRouter(routerConfig().priority(255).build());
    Decision decision = owner.on(new Event.Start(), nowNs);
    assertThat(requireNonNull(decision.transition()).cause()).isEqualTo(Cause.ADDRESS_OWNER);
    assertThat(owner.state()).isEqualTo(State.MASTER);
    assertThat(decision.actions().get(0))
        .isEqualTo(new SendAdvertisement(owner.config().advertisement()));
  }

  @Test
  void stepsBackEvenWithoutPreemption() {
    VirtualRouter stubborn = new VirtualRouter(routerConfig().priority(88).preempt(false).build());
    stubborn.on(new Event.Start(), nowNs);
    nowNs = stubborn.nextDeadlineNs();
    stubborn.on(TIMER, nowNs);
    Transition transition =
        requireNonNull(stubborn.on(advertisement(100, "10.0.0.1"), nowNs).transition());
    assertThat(transition.to()).isEqualTo(State.BACKUP);
    assertThat(transition.evidence())
        .isEqualTo("10.0.0.1 (priority 100) advertises, ours is 10.0.0.2 (priority 88)");
  }

  @Test
  void snapshotsShowTheMasterAndTheLastAdvertisements() {
    assertThat(router.snapshot())
        .isEqualTo(
            new RouterSnapshot(State.INITIALIZE, null, OptionalLong.empty(), OptionalLong.empty()));
    router.on(new Event.Start(), nowNs);
    hear(50, "10.0.0.1");
    long seenNs = nowNs;
    assertThat(router.snapshot())
        .isEqualTo(
            new RouterSnapshot(
                State.BACKUP,
                new RouterSnapshot.Master(address("10.0.0.1"), 50),
                OptionalLong.empty(),
                OptionalLong.of(seenNs)));
    transitionAtDeadline();
    assertThat(router.snapshot())
        .isEqualTo(
            new RouterSnapshot(
                State.MASTER,
                new RouterSnapshot.Master(address("10.0.0.2"), 88),
                OptionalLong.of(nowNs),
                OptionalLong.of(seenNs)));
    hear(100, "10.0.0.1");
    hear(0, "10.0.0.1");
    assertThat(router.snapshot().master()).isNull();
    hear(100, "10.0.0.1");
    router.on(new Event.Stop(), nowNs);
    assertThat(router.snapshot().master()).isNull();
  }

  @Test
  void causesAndNoticesHaveDistinctLabelsAndSentences() {
    Set<String> texts = new HashSet<>();
    Arrays.stream(Cause.values())
        .forEach(cause -> texts.addAll(List.of(cause.label(), cause.sentence())));
    Arrays.stream(Notice.Kind.values())
        .forEach(kind -> texts.addAll(List.of(kind.label(), kind.sentence())));
    assertThat(texts).hasSize(2 * (Cause.values().length + Notice.Kind.values().length));
  }

  private static Event advertisement(int priority, String source) {
    return new Event.AdvertisementReceived(
        routerConfig().build().advertisement().withPriority(priority), address(source));
  }

  private void hear(int priority, String source) {
    router.on(advertisement(priority, source), nowNs);
  }

  private Transition transitionAtDeadline() {
    nowNs = router.nextDeadlineNs();
    return requireNonNull(router.on(TIMER, nowNs).transition());
  }

  private void becomeMaster() {
    router.on(new Event.Start(), nowNs);
    transitionAtDeadline();
    assertThat(router.state()).isEqualTo(State.MASTER);
  }

  private static boolean sends(Decision decision) {
    return decision.actions().stream().anyMatch(SendAdvertisement.class::isInstance);
  }

  private List<Long> advertisementsUntil(long milliseconds) {
    return timesOf(SendAdvertisement.class, milliseconds);
  }

  private List<Long> announcementsUntil(long milliseconds) {
    return timesOf(AnnounceAddresses.class, milliseconds);
  }

  /**
   * Calls the router whenever it is due, and returns at which milliseconds from now it took that
   * action.
   */
  private List<Long> timesOf(Class<? extends Action> action, long milliseconds) {
    long sinceNs = nowNs;
    List<Long> times = new ArrayList<>();
    while (router.nextDeadlineNs() <= sinceNs + milliseconds * MS) {
      nowNs = router.nextDeadlineNs();
      if (router.on(TIMER, nowNs).actions().stream().anyMatch(action::isInstance)) {
        times.add((nowNs - sinceNs) / MS);
      }
    }
    return times;
  }
}
