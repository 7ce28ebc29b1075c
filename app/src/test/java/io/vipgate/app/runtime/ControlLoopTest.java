package io.vipgate.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlLoopTest {
  private final List<String> seen = new ArrayList<>();
  private final ScriptedWaiter waiter = new ScriptedWaiter();
  private long nowNs;
  private final ControlLoop loop = new ControlLoop(waiter, () -> nowNs);
  private final Timer timer = new Timer();

  @Test
  void inputComesBeforeWhatWasPostedAndThatBeforeTimers() {
    loop.add(timer);
    timer.dueNs = 100;
    waiter.onAwait =
        timeoutNs -> {
          nowNs += timeoutNs;
          seen.add("input");
        };
    loop.execute(() -> seen.add("posted"));

    loop.turn();

    assertThat(seen).containsExactly("input", "posted", "timer");
  }

  @Test
  void anOverdueTimerStillLetsInputBeReadFirst() {
    loop.add(timer);
    timer.dueNs = 100;
    nowNs = 5_000;
    waiter.onAwait =
        timeoutNs -> {
          assertThat(timeoutNs).isNegative();
          seen.add("input");
          timer.dueNs = 9_000; // what the packet said
          waiter.hasInput = true;
        };

    loop.turn();

    assertThat(seen).containsExactly("input");
  }

  @Test
  void aTimerThatIsNotDueDoesNotFire() {
    loop.add(timer);
    timer.dueNs = 100;
    waiter.onAwait = timeoutNs -> nowNs += timeoutNs - 1;

    loop.turn();

    assertThat(seen).isEmpty();
  }

  @Test
  void anIdleLoopTurnsToShowThatItLives() {
    waiter.onAwait = timeoutNs -> nowNs += timeoutNs;

    loop.turn();

    assertThat(nowNs).isEqualTo(500_000_000L);
    assertThat(loop.sinceLastTurnNs()).isZero();
  }

  @Test
  void failingInputWorkAndTimersDoNotEndTheLoop() {
    loop.add(timer);
    waiter.onAwait =
        timeoutNs -> {
          throw new IOException("EIO");
        };
    loop.execute(
        () -> {
          throw new IllegalStateException("work");
        });
    loop.execute(() -> seen.add("next"));

    loop.turn();

    assertThat(seen).containsExactly("next", "timer");
  }

  /** One that took long has made the time of the turn an old one. */
  @Test
  void theSecondTimerOfATurnIsToldTheTimeOfItsOwnMoment() {
    List<Long> told = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      loop.add(new Slow(told));
    }
    nowNs = 1_000;

    loop.turn();

    assertThat(told).containsExactly(1_000L, 1_700L);
  }

  private final class Slow implements Participant {
    private final List<Long> told;

    Slow(List<Long> told) {
      this.told = told;
    }

    @Override
    public long nextDeadlineNs() {
      return 900;
    }

    @Override
    public boolean onDeadline(long now) {
      told.add(now);
      nowNs += 700;
      return true;
    }
  }

  @Test
  void whoIsLeftAloneIsNotAskedForDeadlines() {
    Beat beat = new Beat(true);
    loop.add(timer);
    loop.add(beat);
    timer.dueNs = Long.MAX_VALUE;
    waiter.onAwait = timeoutNs -> nowNs += timeoutNs;
    loop.turn();
    int asked = timer.asked;

    for (int i = 0; i < 40; i++) {
      loop.turn();
    }

    assertThat(beat.calls).isEqualTo(41);
    assertThat(timer.asked).isEqualTo(asked);
  }

  @Test
  void inputWorkAndCallsMakeAllDeadlinesDoubtful() {
    Beat beat = new Beat(true);
    loop.add(timer);
    loop.add(beat);
    timer.dueNs = Long.MAX_VALUE;
    waiter.onAwait = timeoutNs -> nowNs += timeoutNs;
    loop.turn();

    timer.dueNs = nowNs + 1;
    waiter.hasInput = true;
    loop.turn();
    waiter.hasInput = false;
    loop.turn();
    assertThat(seen).as("input").hasSize(1);

    loop.execute(() -> timer.dueNs = nowNs);
    loop.turn();
    assertThat(seen).as("work").hasSize(2);

    beat.isPrivate = false;
    beat.onCall = () -> timer.dueNs = nowNs + 1;
    loop.turn();
    long calledNs = nowNs;
    loop.turn();
    assertThat(seen).as("call").hasSize(3);
    assertThat(nowNs).isEqualTo(calledNs + 1);
  }

  @Test
  void aDeadlineThatChangedByItselfIsFoundInHalfASecond() {
    loop.add(timer);
    loop.add(new Beat(true));
    timer.dueNs = Long.MAX_VALUE;
    waiter.onAwait = timeoutNs -> nowNs += timeoutNs;
    loop.turn();
    timer.dueNs = 0;

    while (nowNs < 510_000_000L) {
      loop.turn();
    }

    assertThat(seen).containsExactly("timer");
  }

  @Test
  void whoIsRemovedByAnotherIsNotCalled() {
    Beat beat = new Beat(false);
    loop.add(beat);
    loop.add(timer);
    timer.dueNs = 0;
    beat.onCall = () -> loop.remove(timer);

    loop.turn();
    loop.turn();

    assertThat(seen).isEmpty();
    assertThat(beat.calls).isPositive();
  }

  /** Is called each 10 ms. */
  private static final class Beat implements Participant {
    private boolean isPrivate;
    private Runnable onCall = () -> {};
    private long dueNs;
    private int calls;

    Beat(boolean isPrivate) {
      this.isPrivate = isPrivate;
    }

    @Override
    public long nextDeadlineNs() {
      return dueNs;
    }

    @Override
    public boolean onDeadline(long now) {
      calls++;
      dueNs = now + 10_000_000L;
      onCall.run();
      return isPrivate;
    }
  }

  @Test
  void latenessIsCountedByHowLateTheDeadlineWasMet() {
    loop.add(timer);
    timer.dueNs = 1_000;
    waiter.onAwait = timeoutNs -> nowNs = 3_001_000;

    loop.turn();

    assertThat(loop.lateness().count()).isEqualTo(1);
    assertThat(loop.lateness().sumNs()).isEqualTo(3_000_000);
    assertThat(loop.lateness().maxNs()).isEqualTo(3_000_000);
    assertThat(loop.lateness().count(2)).as("1 to 5 ms").isEqualTo(1);
  }

  @Test
  void stopEndsTheLoopAfterWhatWasPostedBefore() {
    loop.execute(() -> seen.add("before"));
    loop.stop();

    loop.run();

    assertThat(seen).containsExactly("before");
    assertThat(waiter.closed).isTrue();
  }

  private final class Timer implements Participant {
    private long dueNs;
    private int asked;

    @Override
    public long nextDeadlineNs() {
      asked++;
      return dueNs;
    }

    @Override
    public boolean onDeadline(long now) {
      seen.add("timer");
      dueNs = Long.MAX_VALUE;
      return true;
    }
  }

  private static final class ScriptedWaiter implements Waiter {
    private interface OnAwait {
      void await(long timeoutNs) throws IOException;
    }

    private OnAwait onAwait = timeoutNs -> {};
    private boolean hasInput;
    private boolean closed;

    @Override
    public boolean await(long timeoutNs) throws IOException {
      onAwait.await(timeoutNs);
      return hasInput;
    }

    @Override
    public void wakeup() {}

    @Override
    public void close() {
      closed = true;
    }
  }
}
