package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lb.balance.BalancerType;
import io.vipgate.lb.balance.Flows;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerPool;
import io.vipgate.lb.pool.ServerState;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final TierBalancers balancers =
      new TierBalancers(BalancerType.ROUNDROBIN, new SplittableRandom(1), server -> 0);
  private final ServerPool pool =
      new ServerPool(List.of(server("a"), server("b"), server("c"), server("d")));

  @Test
  void noServerTwiceWhileOthersAreLeft() {
    assertThat(order(attempts(3))).containsExactly("a", "b", "c", "d");
  }

  /** One whose list changed would begin its pass anew, with a. */
  @Test
  void aVisitToTheLastResortsLeavesTheTurnOfTheOthersAlone() {
    TierBalancers wrr = new TierBalancers(BalancerType.WRR, new SplittableRandom(1), s -> 0);
    pool.setState("d", ServerState.DOWN);
    assertThat(name(attempts(0).next(pool.snapshot(), wrr))).isEqualTo("a");
    Attempts visitor = attempts(3);
    assertThat(order(() -> visitor.next(pool.snapshot(), wrr)))
        .containsExactly("b", "c", "a", "d!");
    assertThat(name(attempts(0).next(pool.snapshot(), wrr))).isEqualTo("b");
  }

  @Test
  void retriesAreTheLimit() {
    assertThat(order(attempts(0))).containsExactly("a");
    assertThat(order(attempts(2))).containsExactly("b", "c", "d");
  }

  @Test
  void withMoreRetriesThanServersTheRoundStartsAgain() {
    assertThat(order(attempts(5))).containsExactly("a", "b", "c", "d", "a", "b");
  }

  @Test
  void thoseOutOfRotationComeLastAndAreFlagged() {
    pool.setState("a", ServerState.DOWN);
    pool.setState("b", ServerState.NOT_READY);
    pool.setState("d", ServerState.READY);
    assertThat(order(attempts(3))).containsExactly("c", "d", "b!", "a!");
  }

  @Test
  void withNobodyInRotationEveryoneIsTriedWhateverTheRetries() {
    for (String name : List.of("a", "b", "c", "d")) {
      pool.setState(name, ServerState.DOWN);
    }
    pool.setState("c", ServerState.NOT_READY);
    assertThat(order(attempts(0))).containsExactly("c!", "a!", "b!", "d!");
  }

  @Test
  void aReplayNeverReachesTheSameServerAgainNorOneOutOfRotation() {
    pool.setState("c", ServerState.NOT_READY);
    pool.setState("d", ServerState.DOWN);
    Attempts attempts = attempts(9);
    assertThat(name(attempts.next(pool.snapshot(), balancers))).isEqualTo("a");
    assertThat(order(() -> attempts.nextForReplay(pool.snapshot(), balancers)))
        .containsExactly("b");
  }

  @Test
  void aReplayTriesThemAllWhenNobodyIsInRotation() {
    for (String name : List.of("a", "b", "c", "d")) {
      pool.setState(name, ServerState.DOWN);
    }
    Attempts attempts = attempts(0);
    assertThat(order(() -> attempts.nextForReplay(pool.snapshot(), balancers)))
        .containsExactly("a!", "b!", "c!", "d!");
  }

  @Test
  void replaysCountAsRetries() {
    Attempts attempts = attempts(1);
    assertThat(name(attempts.next(pool.snapshot(), balancers))).isEqualTo("a");
    assertThat(order(() -> attempts.nextForReplay(pool.snapshot(), balancers)))
        .containsExactly("b");
    assertThat(attempts.next(pool.snapshot(), balancers)).isNull();
  }

  @Test
  void aChangeBetweenTwoAttemptsCounts() {
    Attempts attempts = attempts(3);
    assertThat(name(attempts.next(pool.snapshot(), balancers))).isEqualTo("a");
    pool.setState("b", ServerState.DOWN);
    assertThat(name(attempts.next(pool.snapshot(), balancers))).isEqualTo("c");
  }

  @Test
  void anEmptyPoolHasNobody() {
    assertThat(attempts(3).next(new ServerPool(List.of()).snapshot(), balancers)).isNull();
  }

  private List<String> order(Attempts attempts) {
    return order(() -> attempts.next(pool.snapshot(), balancers));
  }

  private static List<String> order(Supplier<Attempts.@Nullable Choice> next) {
    List<String> names = new ArrayList<>();
    for (Attempts.Choice choice = next.get(); choice != null; choice = next.get()) {
      names.add(name(choice));
    }
    return names;
  }

  private static String name(Attempts.@Nullable Choice choice) {
    return choice == null ? "none" : choice.server().name() + (choice.failOpen() ? "!" : "");
  }

  private static Attempts attempts(int retries) {
    return new Attempts(retries, Flows.from("192.0.2.1"));
  }

  private static Server server(String name) {
    return new Server(name, Proxied.at("127.0.0.1", 6443));
  }
}
