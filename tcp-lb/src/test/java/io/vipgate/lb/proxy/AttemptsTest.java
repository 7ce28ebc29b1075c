package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lb.balance.Balancer;
import io.vipgate.lb.balance.BalancerType;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerPool;
import io.vipgate.lb.pool.ServerState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final Balancer balancer = BalancerType.ROUNDROBIN.create();
  private final ServerPool pool =
      new ServerPool(List.of(server("a"), server("b"), server("c"), server("d")));

  @Test
  void noServerTwiceWhileOthersAreLeft() {
    assertThat(order(new Attempts(3))).containsExactly("a", "b", "c", "d");
  }

  @Test
  void retriesAreTheLimit() {
    assertThat(order(new Attempts(0))).containsExactly("a");
    assertThat(order(new Attempts(2))).containsExactly("b", "c", "d");
  }

  @Test
  void withMoreRetriesThanServersTheRoundStartsAgain() {
    assertThat(order(new Attempts(5))).containsExactly("a", "b", "c", "d", "a", "b");
  }

  @Test
  void thoseOutOfRotationComeLastAndAreFlagged() {
    pool.setState("a", ServerState.DOWN);
    pool.setState("b", ServerState.NOT_READY);
    pool.setState("d", ServerState.READY);
    assertThat(order(new Attempts(3))).containsExactly("c", "d", "b!", "a!");
  }

  @Test
  void withNobodyInRotationEveryoneIsTriedWhateverTheRetries() {
    for (String name : List.of("a", "b", "c", "d")) {
      pool.setState(name, ServerState.DOWN);
    }
    pool.setState("c", ServerState.NOT_READY);
    assertThat(order(new Attempts(0))).containsExactly("c!", "a!", "b!", "d!");
  }

  @Test
  void aReplayNeverReachesTheSameServerAgainNorOneOutOfRotation() {
    pool.setState("c", ServerState.NOT_READY);
    pool.setState("d", ServerState.DOWN);
    Attempts attempts = new Attempts(9);
    assertThat(name(attempts.next(pool.snapshot(), balancer))).isEqualTo("a");
    assertThat(order(() -> attempts.nextForReplay(pool.snapshot(), balancer))).containsExactly("b");
  }

  @Test
  void aReplayTriesThemAllWhenNobodyIsInRotation() {
    for (String name : List.of("a", "b", "c", "d")) {
      pool.setState(name, ServerState.DOWN);
    }
    Attempts attempts = new Attempts(0);
    assertThat(order(() -> attempts.nextForReplay(pool.snapshot(), balancer)))
        .containsExactly("a!", "b!", "c!", "d!");
  }

  @Test
  void replaysCountAsRetries() {
    Attempts attempts = new Attempts(1);
    assertThat(name(attempts.next(pool.snapshot(), balancer))).isEqualTo("a");
    assertThat(order(() -> attempts.nextForReplay(pool.snapshot(), balancer))).containsExactly("b");
    assertThat(attempts.next(pool.snapshot(), balancer)).isNull();
  }

  @Test
  void aChangeBetweenTwoAttemptsCounts() {
    Attempts attempts = new Attempts(3);
    assertThat(name(attempts.next(pool.snapshot(), balancer))).isEqualTo("a");
    pool.setState("b", ServerState.DOWN);
    assertThat(name(attempts.next(pool.snapshot(), balancer))).isEqualTo("c");
  }

  @Test
  void anEmptyPoolHasNobody() {
    assertThat(new Attempts(3).next(new ServerPool(List.of()).snapshot(), balancer)).isNull();
  }

  private List<String> order(Attempts attempts) {
    return order(() -> attempts.next(pool.snapshot(), balancer));
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

  private static Server server(String name) {
    return new Server(name, Proxied.at("127.0.0.1", 6443));
  }
}
