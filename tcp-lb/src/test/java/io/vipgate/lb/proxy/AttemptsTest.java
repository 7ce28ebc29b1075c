package io.vipgate.lb.proxy;

import static io.vipgate.lb.proxy.Attempts.Other.EXHAUSTED;
import static io.vipgate.lb.proxy.Attempts.Other.FULL;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lb.balance.BalancerType;
import io.vipgate.lb.balance.Flows;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerOptions;
import io.vipgate.lb.pool.ServerPool;
import io.vipgate.lb.pool.ServerState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final TierBalancers balancers =
      new TierBalancers(BalancerType.ROUNDROBIN, new SplittableRandom(1), server -> 0);
  private final ServerPool pool =
      new ServerPool(List.of(server("a"), server("b"), server("c"), server("d")));

  private final Set<String> full = new HashSet<>();

  @Test
  void whoeverIsFullIsLeftOutAndWithAllFullItWaits() {
    full.add("a");
    assertThat(name(attempts(3).next(pool.snapshot(), balancers))).isEqualTo("b");
    full.addAll(List.of("b", "c", "d"));
    Attempts waiting = attempts(0);
    assertThat(waiting.next(pool.snapshot(), balancers)).isEqualTo(FULL);
    assertThat(waiting.isFresh()).isTrue();
    full.remove("c");
    assertThat(name(waiting.next(pool.snapshot(), balancers))).isEqualTo("c");
    assertThat(waiting.next(pool.snapshot(), balancers)).isEqualTo(EXHAUSTED);
  }

  @Test
  void aTierThatIsFullIsWaitedForAndOneThatIsUsedUpIsNot() {
    pool.replace(
        List.of(
            server("a"), server("b").withOptions(ServerOptions.DEFAULT.withTier(1)), server("c")));
    pool.setState("c", ServerState.DOWN);
    assertThat(order(attempts(3))).containsExactly("a", "b", "c!", "a+");
    full.add("a");
    assertThat(attempts(3).next(pool.snapshot(), balancers)).isEqualTo(FULL);
    pool.setState("a", ServerState.DOWN);
    assertThat(name(attempts(3).next(pool.snapshot(), balancers))).isEqualTo("b");
  }

  @Test
  void aServerThatChangesItsWeightIsStillTheOneThatWasTried() {
    Attempts attempts = attempts(1);
    assertThat(name(attempts.next(pool.snapshot(), balancers))).isEqualTo("a");
    pool.replace(List.of(server("a").withWeight(256), server("b"), server("c"), server("d")));
    assertThat(name(attempts.next(pool.snapshot(), balancers))).isEqualTo("b");
  }

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
    assertThat(order(attempts(5))).containsExactly("a", "b", "c", "d", "a+", "b+");
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
    assertThat(attempts.next(pool.snapshot(), balancers)).isEqualTo(EXHAUSTED);
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
    assertThat(attempts(3).next(new ServerPool(List.of()).snapshot(), balancers))
        .isEqualTo(EXHAUSTED);
  }

  private List<String> order(Attempts attempts) {
    return order(() -> attempts.next(pool.snapshot(), balancers));
  }

  private static List<String> order(Supplier<Attempts.Next> next) {
    List<String> names = new ArrayList<>();
    while (next.get() instanceof Attempts.Choice choice) {
      names.add(name(choice));
    }
    return names;
  }

  private static String name(Attempts.Next next) {
    return next instanceof Attempts.Choice choice
        ? choice.server().name() + (choice.failOpen() ? "!" : "") + (choice.again() ? "+" : "")
        : next.toString();
  }

  private Attempts attempts(int retries) {
    return new Attempts(retries, Flows.from("192.0.2.1"), server -> !full.contains(server.name()));
  }

  private static Server server(String name) {
    return new Server(name, Proxied.at("127.0.0.1", 6443));
  }
}
