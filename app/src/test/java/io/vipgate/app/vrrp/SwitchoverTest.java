package io.vipgate.app.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.AdvertPath;
import io.vipgate.app.config.AnnounceConfig;
import io.vipgate.app.config.ChecksumForm;
import io.vipgate.app.config.IpLiteral;
import io.vipgate.app.config.RoleConfig;
import io.vipgate.app.config.TrackConfig;
import io.vipgate.app.config.Tracked;
import io.vipgate.app.config.VirtualAddress;
import io.vipgate.app.config.VrrpConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.journal.JournalEntry;
import io.vipgate.app.notify.RoleNews;
import io.vipgate.app.notify.RoleNews.Kind;
import io.vipgate.app.notify.RoleNews.Role;
import io.vipgate.app.runtime.ControlLoop;
import io.vipgate.app.vrrp.Switchover.Outcome;
import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.Authentication;
import io.vipgate.vrrp.packet.IpHeader;
import io.vipgate.vrrp.packet.Received;
import io.vipgate.vrrp.packet.VrrpVersion;
import io.vipgate.vrrp.role.Observation;
import io.vipgate.vrrp.role.Weight;
import io.vipgate.vrrp.router.DuplicateCheck;
import io.vipgate.vrrp.router.State;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Orders, what is tracked, and sync groups, from the instance's point of view. */
class SwitchoverTest {
  private static final InetAddress PEER = address("10.0.0.1");

  private final List<RoleNews> news = new ArrayList<>();
  private final List<Integer> sent = new ArrayList<>();
  private final Queue<Runnable> posted = new ArrayDeque<>();
  private final Journal journal = new Journal(Clock.systemUTC());
  private long nowNs = 7_000_000_000L;

  private final VrrpInstance instance = instance("a", 88, new Weight(-20, false), null);
  private final Switchover switchover =
      new Switchover(instance, () -> List.of(instance), posted::add, () -> nowNs);

  @Test
  void demotedItHandsOverToWhoeverTakesOver() {
    becomeMaster();
    CompletableFuture<Outcome> outcome = switchover.demote().toCompletableFuture();
    assertThat(sent).endsWith(0);
    assertThat(outcome).isNotDone();
    nowNs += 600_000_000L;
    hear(50);
    assertThat(outcome.join().done()).isTrue();
    assertThat(outcome.join().words())
        .isEqualTo(
            "vrrp/a: MASTER -> BACKUP: a router of higher priority is master (10.0.0.1 (priority"
                + " 50) advertises, ours is 10.0.0.2 (priority 1: demoted on request))");
    assertThat(instance.priority()).isEqualTo(1);
  }

  @Test
  void demotedWithoutAPeerItStays() {
    becomeMaster();
    CompletableFuture<Outcome> outcome = switchover.demote().toCompletableFuture();
    nowNs = switchover.nextDeadlineNs();
    switchover.onDeadline(nowNs);
    assertThat(outcome.join())
        .isEqualTo(
            new Outcome(
                false,
                "vrrp/a: stays MASTER, with priority 1: no peer took over; one that comes will"));
    assertThat(switchover.undo().toCompletableFuture().join().words())
        .isEqualTo("vrrp/a: is MASTER, with priority 100");
  }

  @Test
  void promotedItRanksAboveAPreferredMaster() {
    listen();
    hear(200);
    CompletableFuture<Outcome> outcome = switchover.promote().toCompletableFuture();
    assertThat(sent).containsExactly(254);
    nowNs = switchover.nextDeadlineNs();
    switchover.onDeadline(nowNs);
    assertThat(outcome.join()).isEqualTo(new Outcome(true, "vrrp/a: is MASTER, with priority 254"));
    assertThat(journal.latest(9).stream().map(JournalEntry::line))
        .contains(
            "vrrp/a: priority 100 -> priority 254: the priority has changed (promoted on request)",
            "vrrp/a: BACKUP -> MASTER: promoted on request (the master was 10.0.0.1 (priority"
                + " 200))");
  }

  @Test
  void aPromotionEndsWithItsTerm() {
    listen();
    hear(200);
    switchover.promote();
    instance.detach("eth0: no carrier");
    drain();
    assertThat(instance.priority()).isEqualTo(100);
  }

  @Test
  void promotedWhereItIsPreferredItKeepsItsPriority() {
    listen();
    switchover.demote();
    hear(50);
    switchover.promote();
    assertThat(sent).containsExactly(100);
  }

  @Test
  void refusesToPromoteWhatWouldNotHold() {
    assertThat(switchover.promote().toCompletableFuture().join().words())
        .isEqualTo(
            "vrrp/a: value: INITIALIZE (expected: BACKUP; it takes no part: not looked for yet)");
    listen();
    hear(254);
    assertThat(switchover.promote().toCompletableFuture().join())
        .isEqualTo(
            new Outcome(
                false,
                "vrrp/a: the master's priority: value: 254 (expected: less than 254; demote"
                    + " 10.0.0.1 instead)"));
    assertThat(instance.priority()).isEqualTo(100);
    assertThat(sent).isEmpty();
  }

  @Test
  void whatIsTrackedChangesThePriorityAndTheJournalSaysWhy() {
    becomeMaster();
    instance.observe("check", new Observation.Down("exit status 1"));
    assertThat(sent).endsWith(0);
    assertThat(journal.latest(1).get(0).line())
        .isEqualTo(
            "vrrp/a: priority 100 -> priority 80: the priority has changed (check is down: exit"
                + " status 1 (-20))");
    instance.observe("check", new Observation.Up("exit status 0"));
    assertThat(journal.latest(1).get(0).evidence()).isEqualTo("as configured");
  }

  @Test
  void aFaultThatIsTrackedResigns() {
    VrrpInstance b = instance("b", 89, Weight.FAULT, null);
    b.attach(address("10.0.0.2"), new RecordingEdge(), "eth0 10.0.0.2");
    assertThat(b.state()).as("not known yet").isEqualTo(State.INITIALIZE);
    b.observe("check", new Observation.Up("exit status 0"));
    elect(b);
    assertThat(b.state()).isEqualTo(State.MASTER);
    b.observe("check", new Observation.Down("exit status 1"));
    assertThat(b.state()).isEqualTo(State.INITIALIZE);
    b.onDeadline(nowNs += 200_000_000L);
    assertThat(sent).endsWith(0);
    assertThat(journal.latest(1).get(0).line())
        .isEqualTo(
            "vrrp/b: MASTER -> INITIALIZE: something that it tracks is in fault (check is down:"
                + " exit status 1)");
  }

  @Test
  void membersOfASyncGroupMoveTogether() {
    VrrpInstance in = instance("in", 90, Weight.FAULT, "edge");
    VrrpInstance out = instance("out", 91, Weight.FAULT, "edge");
    SyncGroups groups = new SyncGroups(posted::add, new RoleAnnouncer(news::add));
    groups.arrange(List.of(in, out));
    assertThat(groups.with(in)).containsExactly(in, out);
    drain();
    in.observe("check", new Observation.Up("exit status 0"));
    out.observe("check", new Observation.Up("exit status 0"));
    in.attach(address("10.0.0.2"), new RecordingEdge(), "eth0 10.0.0.2");
    drain();
    assertThat(in.state()).as("before the other can").isEqualTo(State.INITIALIZE);
    out.attach(address("10.1.0.2"), new RecordingEdge(), "eth1 10.1.0.2");
    drain();
    elect(in);
    drain();
    assertThat(out.state()).isEqualTo(State.MASTER);
    assertThat(news).contains(new RoleNews(Kind.GROUP, "edge", Role.MASTER, 0));
    out.observe("check", new Observation.Down("exit status 1"));
    drain();
    assertThat(in.state()).isEqualTo(State.INITIALIZE);
    assertThat(journal.latest(1).get(0).line())
        .isEqualTo(
            "vrrp/in: MASTER -> INITIALIZE: another member of its sync group cannot take part"
                + " (vrrp/out: check is down: exit status 1)");
  }

  @Test
  void notificationsSpeakKeepalivedsWords() {
    instance.listen(new RoleAnnouncer(news::add));
    becomeMaster();
    instance.detach("eth0: no carrier");
    listen();
    instance.stop(() -> {});
    assertThat(news.stream().map(RoleNews::role))
        .containsExactly(Role.BACKUP, Role.MASTER, Role.FAULT, Role.BACKUP, Role.STOP);
    assertThat(news.get(1)).isEqualTo(new RoleNews(Kind.INSTANCE, "a", Role.MASTER, 100));
  }

  /** As a reload does it. */
  @Test
  void anotherPriorityIsConfiguredWhileItKeepsItsRole() {
    becomeMaster();
    sent.clear();
    news.clear();
    instance.listen(new RoleAnnouncer(news::add));
    assertThat(instance.become(instance.config().withPriority(120))).isTrue();
    assertThat(instance.state()).isEqualTo(State.MASTER);
    assertThat(instance.priority()).isEqualTo(instance.config().priority()).isEqualTo(120);
    assertThat(sent).isEmpty();

    assertThat(instance.become(instance.config().withPriority(90))).isTrue();
    assertThat(instance.state()).isEqualTo(State.MASTER);
    assertThat(sent).as("offers the addresses").containsExactly(0);
    assertThat(news)
        .containsExactly(
            new RoleNews(Kind.INSTANCE, "a", Role.MASTER_PRIORITY, 120),
            new RoleNews(Kind.INSTANCE, "a", Role.MASTER_PRIORITY, 90));
    assertThat(instance.become(instance.config())).as("what is the same").isTrue();
    assertThat(news).hasSize(2);
  }

  @Test
  void whereMoreThanThePriorityDiffersItIsMadeAnew() {
    becomeMaster();
    VrrpInstance other = instance("b", 90, new Weight(-20, false), null);
    assertThat(instance.become(other.config())).isFalse();
    assertThat(instance.priority()).isEqualTo(100);
  }

  /** As a reload does it. */
  @Test
  void whoeverStaysInAGroupAloneIsFreeOfTheOthersFaults() {
    VrrpInstance in = instance("in", 90, new Weight(5, false), "edge");
    VrrpInstance out = instance("out", 91, Weight.FAULT, "edge");
    SyncGroups groups = new SyncGroups(posted::add, new RoleAnnouncer(news::add));
    groups.arrange(List.of(in, out));
    in.observe("check", new Observation.Up("exit status 0"));
    in.attach(address("10.0.0.2"), new RecordingEdge(), "eth0 10.0.0.2");
    drain();
    assertThat(in.state()).isEqualTo(State.INITIALIZE);
    groups.arrange(List.of(in));
    drain();
    assertThat(in.state()).isEqualTo(State.BACKUP);
    assertThat(groups.with(in)).containsExactly(in);
  }

  private VrrpInstance instance(String name, int id, Weight weight, @Nullable String syncGroup) {
    TrackConfig track = new TrackConfig("check", weight, new Tracked.Interface("eth9"));
    return new VrrpInstance(
        new VrrpConfig(
            name,
            VrrpVersion.V2,
            "eth0",
            id,
            100,
            true,
            Duration.ofSeconds(1),
            ChecksumForm.PSEUDO_HEADER,
            null,
            List.of(new VirtualAddress(address("10.32.255." + id), 32)),
            List.of(),
            AdvertPath.MULTICAST,
            new RoleConfig(
                Duration.ZERO, Duration.ZERO, syncGroup, DuplicateCheck.OFF, List.of(track)),
            AnnounceConfig.DEFAULT,
            false),
        new ControlLoop(new IdleWaiter(), () -> nowNs),
        journal);
  }

  private void listen() {
    instance.attach(address("10.0.0.2"), new RecordingEdge(), "eth0 10.0.0.2");
    instance.observe("check", new Observation.Up("exit status 0"));
    assertThat(instance.state()).isEqualTo(State.BACKUP);
  }

  private void becomeMaster() {
    listen();
    elect(instance);
    assertThat(instance.state()).isEqualTo(State.MASTER);
  }

  private void elect(VrrpInstance of) {
    nowNs = of.nextDeadlineNs();
    of.onDeadline(nowNs);
  }

  private void drain() {
    for (Runnable work = posted.poll(); work != null; work = posted.poll()) {
      work.run();
    }
  }

  private void hear(int priority) {
    Advertisement advertisement =
        new Advertisement(
            VrrpVersion.V2,
            88,
            priority,
            1_000_000_000L,
            List.of(address("10.32.255.88")),
            Authentication.NONE);
    IpHeader header = new IpHeader(PEER, address("224.0.0.18"), IpHeader.HOP_LIMIT_OF_THIS_LINK);
    instance.onAdvertisement(new Received.Accepted(advertisement, header));
  }

  private static InetAddress address(String literal) {
    return IpLiteral.parse(literal).orElseThrow();
  }

  private final class RecordingEdge extends IdleEdge {
    @Override
    public void send(Advertisement advertisement) {
      sent.add(advertisement.priority());
    }
  }
}
