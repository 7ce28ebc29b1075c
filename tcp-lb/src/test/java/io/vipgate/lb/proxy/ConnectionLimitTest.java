package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
  private final ConnectionLimit limit = new ConnectionLimit(1);
  private final List<String> woken = new ArrayList<>();

  /** Each client who comes while the limit is reached has the listener ask again. */
  @Test
  void whoAsksAgainAndAgainIsWokenOnce() {
    Runnable a = () -> woken.add("a");
    limit.enter();
    for (int i = 0; i < 1000; i++) {
      limit.await(a);
    }
    limit.await(() -> woken.add("b"));
    assertThat(woken).isEmpty();
    limit.leave();
    assertThat(woken).containsExactlyInAnyOrder("a", "b");
    limit.enter();
    limit.leave();
    assertThat(woken).hasSize(2);
  }

  @Test
  void whoIsWokenMayWaitAgain() {
    limit.enter();
    limit.await(
        new Runnable() {
          @Override
          public void run() {
            woken.add("again");
            limit.enter();
            limit.await(this);
          }
        });
    limit.leave();
    assertThat(woken).containsExactly("again");
    limit.leave();
    assertThat(woken).containsExactly("again", "again");
  }

  @Test
  void whoComesTooLateToBeWokenIsWokenAtOnce() {
    limit.await(() -> woken.add("a"));
    assertThat(woken).containsExactly("a");
  }
}
