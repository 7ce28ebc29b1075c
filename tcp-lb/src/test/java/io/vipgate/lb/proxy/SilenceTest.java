package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final long QUEUE = 1;

  private final Silence silence = new Silence();

  @Test
  void withoutTimeoutsAnySilenceIsFine() {
    assertThat(Timeouts.NONE.hasIdle()).isFalse();
    look(Timeouts.NONE, 0, 0, 0);
    assertThat(look(Timeouts.NONE, 0, 0, Long.MAX_VALUE)).isNull();
  }

  @Test
  void eachSideHasItsOwn() {
    Timeouts timeouts = new Timeouts(QUEUE, 100, 300, 0, 0);
    look(timeouts, 0, 0, 0);
    assertThat(look(timeouts, 0, 0, 99)).isNull();
    assertThat(look(timeouts, 1, 0, 99)).isNull();
    assertThat(look(timeouts, 1, 5, 198)).isNull();
    assertThat(look(timeouts, 1, 5, 199)).isEqualTo(Idle.CLIENT);
    assertThat(look(timeouts, 2, 5, 497)).isNull();
    assertThat(look(timeouts, 3, 5, 498)).isEqualTo(Idle.SERVER);
  }

  /** As in HAProxy: once both sides are there, a tunnel is what they are. */
  @Test
  void aTunnelTimeoutTakesThePlaceOfBoth() {
    Timeouts timeouts = new Timeouts(QUEUE, 10, 10, 100, 0);
    look(timeouts, 0, 0, 0);
    assertThat(look(timeouts, 0, 1, 99)).isNull();
    assertThat(look(timeouts, 0, 1, 198)).as("the server spoke").isNull();
    assertThat(look(timeouts, 0, 1, 199)).isEqualTo(Idle.TUNNEL);
  }

  @Test
  void halfClosedCountsFromTheEndOfTheFirstDirection() {
    Timeouts timeouts = new Timeouts(QUEUE, 0, 0, 0, 100);
    look(timeouts, 0, 0, 0);
    assertThat(look(timeouts, 0, 0, 1000)).isNull();
    assertThat(silence.look(0, 0, true, timeouts, 1000)).isNull();
    assertThat(silence.look(0, 0, true, timeouts, 1099)).isNull();
    assertThat(silence.look(0, 1, true, timeouts, 1099)).isNull();
    assertThat(silence.look(0, 1, true, timeouts, 1198)).isNull();
    assertThat(silence.look(0, 1, true, timeouts, 1199)).isEqualTo(Idle.HALF_CLOSED);
  }

  @Test
  void looksAreOftenEnoughAndNotTooOften() {
    assertThat(new Timeouts(QUEUE, 80_000_000, 0, 900_000_000, 0).tickNs()).isEqualTo(10_000_000);
    assertThat(new Timeouts(QUEUE, 0, 0, 0, 1).tickNs()).isEqualTo(1_000_000);
    assertThat(new Timeouts(QUEUE, Long.MAX_VALUE, 0, 0, 0).tickNs()).isEqualTo(1_000_000_000);
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> new Timeouts(0, 0, 0, 0, 0))
        .hasMessage("queue-timeout: value: 0 (expected: above 0)");
    assertThatThrownBy(() -> new Timeouts(1, 0, -1, 0, 0)).hasMessageContaining("server-timeout");
  }

  private @Nullable Idle look(Timeouts timeouts, long client, long server, long now) {
    return silence.look(client, server, false, timeouts, now);
  }
}
