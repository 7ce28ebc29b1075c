package io.vipgate.vrrp.router;

import static io.vipgate.vrrp.packet.Packets.address;
import static io.vipgate.vrrp.router.RouterConfigBuilder.routerConfig;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.vrrp.router.Action.AnnounceAddresses;
import io.vipgate.vrrp.router.Action.RemoveAddresses;
import io.vipgate.vrrp.router.Action.ResetConnections;
import io.vipgate.vrrp.router.Action.SendAdvertisement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A link that heals after a while in two parts: whichever of the two masters hears the other first
 * ends it, and both must know that there were two. The router is 10.0.0.2 with priority 100,
 * advertising each second.
 */
class YieldTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final String OTHER = "10.0.0.1";

  private final VirtualRouter router = new VirtualRouter(routerConfig().build());
  private long nowNs = 42_000 * MS;

  @Test
  void theMasterThatHadGoneSilentHearsThatThereWasAnotherOne() {
    startAndHear(200);
    assertThat(atDeadline().cause()).isEqualTo(Cause.MASTER_SILENT);

    List<Action> actions = hear(OTHER, 200).actions();

    assertThat(actions).hasSize(3);
    assertThat(((SendAdvertisement) actions.get(0)).advertisement().priority()).isEqualTo(100);
    assertThat(actions.subList(1, 3))
        .containsExactly(new ResetConnections(), new RemoveAddresses());
    assertThat(router.state()).isEqualTo(State.BACKUP);
  }

  @Test
  void whoeverElseTakesOverNeedsNotHearIt() {
    startAndHear(200);
    atDeadline();
    assertThat(hear("10.0.0.3", 210).actions())
        .containsExactly(new ResetConnections(), new RemoveAddresses());
  }

  /** It knows: it has resigned before it came back. */
  @Test
  void aMasterThatHadResignedNeedsNotHearIt() {
    startAndHear(200);
    hear(OTHER, 0);
    assertThat(atDeadline().cause()).isEqualTo(Cause.MASTER_RESIGNED);
    assertThat(hear(OTHER, 200).actions())
        .containsExactly(new ResetConnections(), new RemoveAddresses());
  }

  /** The other side of it: the neighbours are told, and nobody is told of a second master. */
  @Test
  void theLastWordOfAPredecessorIsAnsweredAndNoNews() {
    startAndHear(90);
    for (int i = 0; i < 3; i++) {
      nowNs += 1_000 * MS;
      hear(OTHER, 90);
    }
    assertThat(atDeadline().cause()).isEqualTo(Cause.PREEMPTION);
    nowNs += 5 * MS;

    Decision decision = hear(OTHER, 90);

    assertThat(decision.actions()).hasSize(2).first().isInstanceOf(SendAdvertisement.class);
    assertThat(decision.actions().get(1)).isInstanceOf(AnnounceAddresses.class);
    assertThat(decision.notice()).isNull();
    assertThat(router.state()).isEqualTo(State.MASTER);
  }

  @Test
  void aPredecessorThatGoesOnIsASecondMaster() {
    startAndHear(90);
    atDeadline();
    nowNs += 1_000 * MS;
    assertThat(requireNonNull(hear(OTHER, 90).notice()).kind())
        .isEqualTo(Notice.Kind.SECOND_MASTER);
  }

  @Test
  void aStrangerIsASecondMasterAtOnce() {
    startAndHear(90);
    atDeadline();
    assertThat(requireNonNull(hear("10.0.0.3", 90).notice()).kind())
        .isEqualTo(Notice.Kind.SECOND_MASTER);
  }

  private void startAndHear(int priority) {
    router.on(new Event.Start(), nowNs);
    hear(OTHER, priority);
  }

  private Decision hear(String source, int priority) {
    return router.on(
        new Event.AdvertisementReceived(
            routerConfig().build().advertisement().withPriority(priority), address(source)),
        nowNs);
  }

  private Transition atDeadline() {
    while (true) {
      nowNs = router.nextDeadlineNs();
      Transition transition = router.on(new Event.TimerExpired(), nowNs).transition();
      if (transition != null) {
        return transition;
      }
    }
  }
}
