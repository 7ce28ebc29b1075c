package io.vipgate.vrrp.lifeline;

import static io.vipgate.vrrp.lifeline.Happening.ADVERT_HEARD;
import static io.vipgate.vrrp.lifeline.Happening.ENDED;
import static io.vipgate.vrrp.lifeline.Happening.FAILED;
import static io.vipgate.vrrp.lifeline.Happening.GREETED;
import static io.vipgate.vrrp.lifeline.Happening.PARTED;
import static io.vipgate.vrrp.lifeline.Happening.REFUSED;
import static io.vipgate.vrrp.lifeline.Happening.TIMER;
import static io.vipgate.vrrp.lifeline.Order.CLOSE;
import static io.vipgate.vrrp.lifeline.Order.CONNECT;
import static io.vipgate.vrrp.lifeline.Order.NONE;
import static io.vipgate.vrrp.lifeline.Order.REPORT_DEATH;
import static io.vipgate.vrrp.lifeline.Order.REPORT_GOODBYE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LifelineTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Lifeline lifeline = new Lifeline();
  private long nowNs = 7 * SECOND;

  @Test
  void aDeadProcessIsOneThatEndsAndThenRefusesThreeTimes() {
    watch();
    assertThat(on(ENDED)).isEqualTo(CONNECT);
    assertThat(on(REFUSED)).isEqualTo(CLOSE);
    assertThat(lifeline.nextDeadlineNs()).isEqualTo(nowNs + MS);
    assertThat(atDeadline()).isEqualTo(CONNECT);
    assertThat(on(REFUSED)).isEqualTo(CLOSE);
    assertThat(atDeadline()).isEqualTo(CONNECT);
    assertThat(on(REFUSED)).isEqualTo(REPORT_DEATH);
    assertThat(lifeline.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void oneThatStillAcceptsForAMomentIsAskedAgain() {
    watch();
    on(ENDED);
    assertThat(on(REFUSED)).isEqualTo(CLOSE);
    assertThat(atDeadline()).isEqualTo(CONNECT);
    assertThat(on(FAILED)).as("accepted, then reset").isEqualTo(CLOSE);
    for (int refusal = 1; refusal < Lifeline.REFUSALS; refusal++) {
      assertThat(atDeadline()).isEqualTo(CONNECT);
      assertThat(on(REFUSED)).isEqualTo(CLOSE);
    }
    assertThat(atDeadline()).isEqualTo(CONNECT);
    assertThat(on(REFUSED)).as("the third in a row").isEqualTo(REPORT_DEATH);
  }

  @Test
  void anAdvertisementAfterTheEndProvesLife() {
    watch();
    on(ENDED);
    on(REFUSED);
    assertThat(on(ADVERT_HEARD)).isEqualTo(CLOSE);
    assertThat(on(REFUSED)).isEqualTo(NONE);
    assertThat(lifeline.isWatching()).isFalse();
  }

  /** As after a pause of ours, in which it died, was started again, and became master. */
  @Test
  void anAdvertisementThatIsReadTogetherWithTheEndMayHaveComeAfterIt() {
    watch();
    on(ADVERT_HEARD);
    nowNs += MS - 1;
    assertThat(on(ENDED)).isEqualTo(CLOSE);
    assertThat(lifeline.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aGreetingAfterTheEndProvesLife() {
    watch();
    on(ENDED);
    assertThat(on(GREETED)).isEqualTo(NONE);
    assertThat(lifeline.isWatching()).isTrue();
  }

  /** A firewall's reset, an administrator's tcpkill, a keepalive that got no answer. */
  @ParameterizedTest
  @EnumSource(
      value = Happening.class,
      names = {"REFUSED", "FAILED"})
  void nothingButAnEndIsTakenForDeath(Happening happening) {
    watch();
    assertThat(on(happening)).isEqualTo(CLOSE);
    for (int i = 0; i < 10; i++) {
      assertThat(on(REFUSED)).isEqualTo(NONE);
      assertThat(on(TIMER)).isEqualTo(NONE);
    }
  }

  /** The resignation that came before it may be read after it. */
  @Test
  void aGoodbyeIsReportedOnceAllThatHadArrivedIsRead() {
    watch();
    assertThat(on(PARTED)).isEqualTo(CLOSE);
    assertThat(lifeline.isWatching()).isFalse();
    assertThat(lifeline.nextDeadlineNs()).isEqualTo(nowNs);
    assertThat(on(ADVERT_HEARD)).isEqualTo(NONE);
    assertThat(on(TIMER)).isEqualTo(REPORT_GOODBYE);
    assertThat(lifeline.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    assertThat(on(TIMER)).isEqualTo(NONE);
    assertThat(on(REFUSED)).isEqualTo(NONE);
  }

  @Test
  void anAttemptWithoutAnAnswerIsMadeAnew() {
    watch();
    assertThat(on(ENDED)).isEqualTo(CONNECT);
    assertThat(on(REFUSED)).isEqualTo(CLOSE);
    assertThat(atDeadline()).isEqualTo(CONNECT);
    assertThat(lifeline.nextDeadlineNs()).isEqualTo(nowNs + 5 * MS);
    assertThat(atDeadline()).as("lost in a listener that was being closed").isEqualTo(CONNECT);
    for (int refusal = 1; refusal < Lifeline.REFUSALS; refusal++) {
      assertThat(on(REFUSED)).as("in a row again").isEqualTo(CLOSE);
      assertThat(atDeadline()).isEqualTo(CONNECT);
    }
    assertThat(on(REFUSED)).isEqualTo(REPORT_DEATH);
  }

  /** As long as a process with thousands of connections may take to die. */
  @Test
  void aListenerThatLivesLongerIsAskedEverMoreRarely() {
    watch();
    long endedNs = nowNs;
    assertThat(on(ENDED)).isEqualTo(CONNECT);
    int attempts = 1;
    while (nowNs - endedNs < 700 * MS) {
      nowNs += MS / 10;
      assertThat(on(FAILED)).isEqualTo(CLOSE);
      assertThat(lifeline.nextDeadlineNs() - nowNs)
          .isBetween(MS, Math.max(MS, (nowNs - endedNs) / 16));
      assertThat(atDeadline()).isEqualTo(CONNECT);
      attempts++;
    }
    assertThat(attempts).isBetween(50, 100);
    assertThat(on(REFUSED)).isEqualTo(CLOSE);
    assertThat(atDeadline()).isEqualTo(CONNECT);
    assertThat(on(REFUSED)).isEqualTo(CLOSE);
    assertThat(atDeadline()).isEqualTo(CONNECT);
    assertThat(on(REFUSED)).isEqualTo(REPORT_DEATH);
  }

  @ParameterizedTest
  @EnumSource(
      value = Happening.class,
      names = {"ADVERT_HEARD", "GREETED", "PARTED"})
  void aSignOfLifeLateInTheWindowEndsIt(Happening sign) {
    watch();
    long endedNs = nowNs;
    on(ENDED);
    while (nowNs - endedNs < 500 * MS) {
      on(FAILED);
      atDeadline();
    }
    on(REFUSED);
    atDeadline();
    on(REFUSED);
    atDeadline();
    assertThat(on(sign)).isIn(CLOSE, NONE);
    assertThat(on(REFUSED)).isNotEqualTo(REPORT_DEATH);
    assertThat(lifeline.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatIsNotProvenInASecondIsLeftToTheTimer() {
    watch();
    long endedNs = nowNs;
    assertThat(on(ENDED)).isEqualTo(CONNECT);
    int attempts = 1;
    while (atDeadline() == CONNECT) {
      attempts++; // No answer, as behind a firewall.
    }
    assertThat(nowNs - endedNs).isEqualTo(SECOND);
    assertThat(attempts).isLessThan(30);
    assertThat(on(REFUSED)).isEqualTo(NONE);
    assertThat(lifeline.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatFailsHereProvesNothingThere() {
    watch();
    on(ENDED);
    long endedNs = nowNs;
    do {
      assertThat(on(FAILED)).as("no descriptor left").isEqualTo(CLOSE);
    } while (atDeadline() == CONNECT);
    assertThat(nowNs - endedNs).isEqualTo(SECOND);
    assertThat(lifeline.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aMasterThatIsNoneOfOursIsCalledEverMoreRarely() {
    List<Long> calls = new ArrayList<>();
    long startNs = nowNs;
    for (; nowNs < startNs + 1_000 * SECOND; nowNs += SECOND) {
      if (on(ADVERT_HEARD) == CONNECT) {
        calls.add((nowNs - startNs) / SECOND);
        assertThat(on(REFUSED)).isEqualTo(CLOSE);
      }
    }
    assertThat(calls).startsWith(0L, 1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L).hasSize(22);
  }

  @Test
  void aCallThatNobodyAnswersEndsAfterASecond() {
    assertThat(on(ADVERT_HEARD)).isEqualTo(CONNECT);
    assertThat(on(ADVERT_HEARD)).isEqualTo(NONE);
    long calledNs = nowNs;
    assertThat(atDeadline()).isEqualTo(CLOSE);
    assertThat(nowNs - calledNs).isEqualTo(SECOND);
  }

  @Test
  void aFoundOneIsCalledAgainSoonWhenItComesBack() {
    for (int i = 0; i < 5; i++) {
      nowNs += 100 * SECOND;
      on(ADVERT_HEARD);
      on(REFUSED);
    }
    nowNs += 100 * SECOND;
    watch();
    on(PARTED);
    on(TIMER);
    assertThat(on(ADVERT_HEARD)).isEqualTo(NONE);
    nowNs += SECOND;
    assertThat(on(ADVERT_HEARD)).isEqualTo(CONNECT);
  }

  /** Whatever happens in whatever order. */
  @Test
  void reportsADeathOnlyAfterAnEndAndThreeRefusalsWithoutASignOfLife() {
    Random random = new Random(42);
    Happening[] all = Happening.values();
    EnumSet<Order> seen = EnumSet.noneOf(Order.class);
    boolean ended = false;
    int refused = 0;
    for (int i = 0; i < 1_000_000; i++) {
      boolean watching = lifeline.isWatching();
      Happening happening = all[random.nextInt(all.length)];
      nowNs += random.nextInt(20) == 0 ? SECOND : random.nextLong(4 * MS);
      Order order = on(happening);
      seen.add(order);
      switch (happening) {
        case ENDED -> {
          ended |= watching;
          refused = 0;
        }
        case REFUSED -> refused++;
        case FAILED -> refused = 0;
        case ADVERT_HEARD, GREETED, PARTED -> ended = false;
        case TIMER -> {}
      }
      if (order == REPORT_DEATH) {
        assertThat(ended).isTrue();
        assertThat(refused).isGreaterThanOrEqualTo(3);
        ended = false;
      }
    }
    assertThat(seen).isEqualTo(EnumSet.allOf(Order.class));
  }

  private void watch() {
    assertThat(on(ADVERT_HEARD)).isEqualTo(CONNECT);
    assertThat(on(GREETED)).isEqualTo(NONE);
    assertThat(lifeline.isWatching()).isTrue();
    nowNs += 100 * SECOND;
  }

  private Order on(Happening happening) {
    return lifeline.on(happening, nowNs);
  }

  private Order atDeadline() {
    nowNs = lifeline.nextDeadlineNs();
    return on(TIMER);
  }
}
