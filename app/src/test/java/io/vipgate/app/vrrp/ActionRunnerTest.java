package io.vipgate.app.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.Authentication;
import io.vipgate.vrrp.packet.VrrpVersion;
import io.vipgate.vrrp.router.Action;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ActionRunnerTest {
  private static final List<Action> GIVE_UP =
      List.of(new Action.ResetConnections(), new Action.RemoveAddresses());

  private static final Advertisement ADVERTISEMENT =
      new Advertisement(VrrpVersion.V2, 88, 100, 1_000_000_000L, List.of(), Authentication.NONE);

  private static final List<Action> TAKE_OVER =
      List.of(
          new Action.SendAdvertisement(ADVERTISEMENT),
          new Action.InstallAddresses(2),
          new Action.AnnounceAddresses(5));

  private static final long TAKEOVER_NS = 3_000_000_000L;

  private final List<String> done = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Deque<CompletableFuture<Integer>> resets = new ArrayDeque<>();
  private long nowNs;
  private boolean kernelRefuses;
  private long frozenWhileSendingNs;

  private final ActionRunner runner =
      new ActionRunner(
          new RecordingEdge(), Runnable::run, () -> nowNs, TAKEOVER_NS, new RecordingFailures());

  @Test
  void actionsAreCarriedOutInTheirOrder() {
    runner.run(
        List.of(
            new Action.InstallAddresses(2),
            new Action.AnnounceAddresses(5),
            new Action.RenewAddresses(2)),
        nowNs);

    assertThat(done).containsExactly("install 2", "announce", "install 2");
  }

  @Test
  void theAddressStaysUntilItsConnectionsAreReset() {
    runner.run(GIVE_UP, nowNs);
    assertThat(done).containsExactly("reset");

    resets.remove().complete(3);
    assertThat(done).containsExactly("reset", "remove");
    assertThat(runner.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aResetThatFailsHoldsNothingUp() {
    runner.run(GIVE_UP, nowNs);
    resets.remove().completeExceptionally(new IllegalStateException("relay ended"));

    assertThat(done).containsExactly("reset", "remove");
  }

  @Test
  void aResetThatHangsIsWaitedForAtMostItsLimit() {
    runner.run(GIVE_UP, nowNs);
    assertThat(runner.nextDeadlineNs()).isEqualTo(ActionRunner.RESET_LIMIT_NS);

    nowNs = ActionRunner.RESET_LIMIT_NS - 1;
    runner.onDeadline(nowNs);
    assertThat(done).containsExactly("reset");

    nowNs = ActionRunner.RESET_LIMIT_NS;
    runner.onDeadline(nowNs);
    assertThat(done).containsExactly("reset", "remove");
  }

  @Test
  void theLateEndOfAnEarlierResetIsNotTakenForThatOfTheNext() {
    runner.run(GIVE_UP, nowNs);
    CompletableFuture<Integer> first = resets.remove();
    nowNs = ActionRunner.RESET_LIMIT_NS;
    runner.onDeadline(nowNs);
    runner.run(GIVE_UP, nowNs);
    done.clear();

    first.complete(1);
    assertThat(done).isEmpty();

    resets.remove().complete(1);
    assertThat(done).containsExactly("remove");
  }

  @Test
  void whatIsDecidedDuringAResetWaitsForIt() {
    runner.run(GIVE_UP, nowNs);
    runner.run(List.of(new Action.InstallAddresses(2)), nowNs);
    assertThat(done).containsExactly("reset");

    resets.remove().complete(0);
    assertThat(done).containsExactly("reset", "remove", "install 2");
  }

  @Test
  void oneFailureDoesNotStopTheRest() {
    kernelRefuses = true;
    runner.run(List.of(new Action.InstallAddresses(2), new Action.AnnounceAddresses(5)), nowNs);

    assertThat(failures).containsExactly("InstallAddresses");
    assertThat(done).containsExactly("announce");
  }

  @Test
  void nothingClaimsTheAddressesAfterAnAdvertisementThatDidNotLeave() {
    kernelRefuses = true;
    runner.run(
        List.of(
            new Action.SendAdvertisement(ADVERTISEMENT),
            new Action.InstallAddresses(2),
            new Action.AnnounceAddresses(5),
            new Action.RemoveAddresses()),
        nowNs);

    assertThat(failures).containsExactly("SendAdvertisement");
    assertThat(done).containsExactly("remove");
  }

  @Test
  void aShorterLimitForResetsIsKept() {
    ActionRunner hasty =
        new ActionRunner(
            new RecordingEdge(), Runnable::run, () -> nowNs, 30_000_000L, new RecordingFailures());
    hasty.run(GIVE_UP, nowNs);
    assertThat(hasty.nextDeadlineNs()).isEqualTo(30_000_000L);
  }

  @Test
  void idleIsReportedOnceNothingWaits() {
    runner.whenIdle(() -> done.add("idle"));
    assertThat(done).containsExactly("idle");

    runner.run(GIVE_UP, nowNs);
    runner.whenIdle(() -> done.add("idle again"));
    assertThat(done).doesNotContain("idle again");

    resets.remove().complete(0);
    assertThat(done).endsWith("remove", "idle again");
  }

  @Test
  void whatClaimsTheAddressesIsLeftUndoneWhenTheProcessWasHeldUpSinceItsDecision() {
    long decidedNs = nowNs;
    nowNs += TAKEOVER_NS;
    runner.run(TAKE_OVER, decidedNs);
    assertThat(done).isEmpty();
    assertThat(failures)
        .containsExactly(
            "SendAdvertisement after 3000000000",
            "InstallAddresses after 3000000000",
            "AnnounceAddresses after 3000000000");
  }

  @Test
  void heldUpBetweenTwoActionsItLeavesTheSecondUndone() {
    frozenWhileSendingNs = TAKEOVER_NS;
    runner.run(TAKE_OVER, nowNs);
    assertThat(done).containsExactly("send 100");
    assertThat(failures)
        .containsExactly("InstallAddresses after 3000000000", "AnnounceAddresses after 3000000000");
  }

  @Test
  void givingUpIsNeverTooLate() {
    long decidedNs = nowNs;
    nowNs += 10 * TAKEOVER_NS;
    runner.run(GIVE_UP, decidedNs);
    resets.remove().complete(0);
    assertThat(done).containsExactly("reset", "remove");
  }

  @Test
  void aFarewellThatWaitedTooLongForItsResetsIsNotSent() {
    runner.run(
        List.of(
            new Action.ResetConnections(),
            new Action.SendAdvertisement(ADVERTISEMENT.withPriority(0)),
            new Action.RemoveAddresses()),
        nowNs);
    nowNs += TAKEOVER_NS;
    runner.run(List.of(new Action.InstallAddresses(2)), nowNs);
    resets.remove().complete(0);
    assertThat(done).containsExactly("reset", "remove", "install 2");
    assertThat(failures).containsExactly("SendAdvertisement after 3000000000");
  }

  private final class RecordingFailures implements ActionRunner.ActionFailures {
    @Override
    public void failed(Action action, IOException cause) {
      failures.add(action.getClass().getSimpleName());
    }

    @Override
    public void expired(Action action, long lateNs) {
      failures.add(action.getClass().getSimpleName() + " after " + lateNs);
    }
  }

  private final class RecordingEdge extends IdleEdge {
    @Override
    public void send(Advertisement advertisement) throws IOException {
      if (kernelRefuses) {
        throw new IOException("EPERM");
      }
      done.add("send " + advertisement.priority());
      nowNs += frozenWhileSendingNs;
    }

    @Override
    public void install(int leaseSeconds) throws IOException {
      if (kernelRefuses) {
        throw new IOException("EPERM");
      }
      done.add("install " + leaseSeconds);
    }

    @Override
    public void remove() {
      done.add("remove");
    }

    @Override
    public void announce(int copies) {
      done.add("announce");
    }

    @Override
    public CompletionStage<Integer> resetConnections() {
      done.add("reset");
      CompletableFuture<Integer> reset = new CompletableFuture<>();
      resets.add(reset);
      return reset;
    }
  }
}
