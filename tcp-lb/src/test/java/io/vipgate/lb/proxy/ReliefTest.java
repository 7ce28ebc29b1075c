package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a busy loop hands connections over, and which. */
class ReliefTest {
  private static final double BUSY = 0.8;
  private static final long NOW_NS = TimeUnit.HOURS.toNanos(1);

  private final AtomicLong othersTurns = new AtomicLong();
  private final Relief relief = Relief.by(othersTurns::get);

  /** A connection that began at a time. */
  private static final class Waiting implements Relief.Candidate {
    private final long beganNs;
    private int round;

    Waiting(long beganNs) {
      this.beganNs = beganNs;
    }

    @Override
    public boolean hasLasted(long sinceNs) {
      return beganNs < sinceNs;
    }

    @Override
    public boolean isNewIn(int next) {
      boolean isNew = round != next;
      round = next;
      return isNew;
    }
  }

  @ParameterizedTest
  @CsvSource({
    // busy, own turns, the other one's: part to hand over
    "0.44, 4096,     0, 0",
    "0.45, 4096,     0, 0.412",
    "1.00, 4096,     0, 0.412",
    "1.00, 4096,  1024, 0.265",
    "1.00, 4096,  2047, 0.118",
    "1.00, 4096,  2048, 0",
    "1.00, 4096,  3072, 0",
    "1.00, 4096,  4096, 0",
    "1.00, 4096, 90000, 0",
  })
  void theSecondShallHaveSevenForTenOfTheFirst(double busy, long own, long others, double part) {
    assertThat(Relief.toHandOver(busy, own, others)).isCloseTo(part, within(0.001));
  }

  @Test
  void nothingIsHandedOverBeforeTheFirstWindow() {
    assertThat(relief.isHandingOver()).isFalse();
  }

  @Test
  void aPartOfThemGoesAndEachIsLookedAtOnce() {
    List<Waiting> all = lasting(64);
    relief.windowOver(BUSY, NOW_NS);
    assertThat(relief.isHandingOver()).isTrue();
    assertThat(picked(all)).hasSize(26);
    assertThat(picked(all)).as("in the same window").isEmpty();
  }

  @Test
  void theNextWindowIsMeasuredAndTheOneAfterItMayHandOverAgain() {
    relief.windowOver(BUSY, NOW_NS);
    relief.windowOver(BUSY, NOW_NS);
    assertThat(relief.isHandingOver()).isFalse();
    othersTurns.addAndGet(Workload.WINDOW / 4);
    relief.windowOver(BUSY, NOW_NS);
    assertThat(relief.isHandingOver()).isTrue();
    assertThat(picked(lasting(64))).as("a quarter").hasSize(17);
  }

  @Test
  void turnsOfTheOtherOneCountFromTheLastWindowOn() {
    othersTurns.set(1_000_000);
    relief.windowOver(BUSY, NOW_NS);
    assertThat(relief.isHandingOver()).isFalse();
    relief.windowOver(BUSY, NOW_NS);
    assertThat(relief.isHandingOver()).isTrue();
  }

  @Test
  void whoHasNotLastedIsLeftAndDoesNotCount() {
    List<Waiting> young = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      young.add(new Waiting(NOW_NS - Relief.LASTING_NS));
    }
    relief.windowOver(BUSY, NOW_NS);
    assertThat(picked(young)).isEmpty();
    assertThat(picked(lasting(2))).hasSize(1);
  }

  @Test
  void aSingleConnectionStays() {
    List<Waiting> one = lasting(1);
    for (int i = 0; i < 10; i++) {
      relief.windowOver(BUSY, NOW_NS);
      assertThat(picked(one)).isEmpty();
    }
  }

  @Test
  void nobodyGoesWhereThereIsNoOtherLoop() {
    Relief none = Relief.none();
    none.windowOver(1, NOW_NS);
    none.windowOver(1, NOW_NS);
    assertThat(none.isHandingOver()).isFalse();
  }

  @Test
  void itIsSharedForAsLongAsOneIsAway() {
    assertThat(relief.isShared()).isFalse();
    relief.away(1);
    relief.away(1);
    relief.away(-1);
    assertThat(relief.isShared()).isTrue();
    relief.away(-1);
    assertThat(relief.isShared()).isFalse();
  }

  private List<Waiting> picked(List<Waiting> having) {
    return having.stream().filter(relief::picks).toList();
  }

  private static List<Waiting> lasting(int count) {
    List<Waiting> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new Waiting(NOW_NS - Relief.LASTING_NS - 1));
    }
    return all;
  }
}
