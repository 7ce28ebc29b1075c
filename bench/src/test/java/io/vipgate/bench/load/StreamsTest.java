package io.vipgate.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamsTest {
  private final List<StreamProbe> opened = new ArrayList<>();
  private final Streams streams = new Streams(3, 0, opened::add);
  private long nowNs;

  @Test
  void opensThemOneAfterTheOther() {
    tickUntilMs(1);
    assertThat(opened).hasSize(1);
    tickUntilMs(100);
    assertThat(opened).hasSize(3);
  }

  @Test
  void allLiveOnceEachHasBroughtSomething() {
    tickUntilMs(100);
    opened.get(0).received(nowNs, 1);
    opened.get(1).received(nowNs, 1);
    assertThat(streams.allLive(nowNs)).isFalse();
    opened.get(2).received(nowNs, 1);
    assertThat(streams.allLive(nowNs)).isTrue();
  }

  @Test
  void opensAnewWhatEndsOrHangs() {
    tickUntilMs(100);
    opened.get(1).ended(nowNs);
    tickUntilMs(1000);
    assertThat(opened).hasSize(4);
    tickUntilMs(2400);
    assertThat(opened).as("the other two never brought anything").hasSize(6);
    assertThat(streams.broken()).isZero();
  }

  /** A server that refuses is not asked each tick. */
  @Test
  void waitsBeforeItOpensAnew() {
    tickUntilMs(100);
    for (int i = 0; i < 10; i++) {
      opened.get(opened.size() - 1).ended(nowNs);
      tickUntilMs(TimeUnit.NANOSECONDS.toMillis(nowNs) + 100);
    }
    assertThat(opened).hasSizeLessThan(3 + 5);
  }

  @Test
  void onceKeptWhatEndsHasEnded() {
    tickUntilMs(100);
    opened.forEach(stream -> stream.received(nowNs, 1));
    streams.keep(nowNs);
    opened.get(0).ended(nowNs);
    tickUntilMs(4000);
    assertThat(opened).hasSize(3);
    assertThat(streams.broken()).isEqualTo(1);
    assertThat(streams.hung(nowNs)).isEqualTo(2);
  }

  @Test
  void tellsHowLongItTookUntilTheLastOneEnded() {
    tickUntilMs(100);
    opened.get(0).ended(nowNs);
    streams.keep(nowNs);
    assertThat(streams.lastEndNs()).isZero();
    opened.get(1).ended(nowNs + 5);
    opened.get(2).ended(nowNs + 3);
    opened.get(1).ended(nowNs + 9);
    assertThat(streams.lastEndNs()).isEqualTo(5);
  }

  private void tickUntilMs(long ms) {
    for (; nowNs <= TimeUnit.MILLISECONDS.toNanos(ms); nowNs += TimeUnit.MILLISECONDS.toNanos(2)) {
      streams.tick(nowNs);
    }
  }
}
