package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.Trial.servers;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lb.pool.Server;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RoundRobinTest {
  private final Trial trial = new Trial(BalancerType.ROUNDROBIN);

  @Test
  void equalWeightsTakeTurnsInTheOrderOfTheConfiguration() {
    assertThat(trial.picks(servers("a1 b1 c1"), 7)).isEqualTo("abcabca");
  }

  /**
   * By hand, for 5, 1, 1 (credits after earning; the picked one then pays 7).
   *
   * <pre>
   *   a   b   c   pick
   *   5   1   1   a
   *   3   2   2   a
   *   1   3   3   b
   *   6  -3   4   a
   *   4  -2   5   c
   *   9  -1  -1   a
   *   7   0   0   a     and all are 0 again
   * </pre>
   */
  @Test
  void weightsAreInterleavedAsComputedByHand() {
    assertThat(trial.picks(servers("a5 b1 c1"), 14)).isEqualTo("aabacaa" + "aabacaa");
  }

  /** By hand, for 3, 2: 3 2 a; 1 4 b; 4 1 a; 2 3 b; 5 0 a. */
  @Test
  void aSecondTableByHand() {
    assertThat(trial.picks(servers("a3 b2"), 10)).isEqualTo("ababaababa");
  }

  @Test
  void everyFullTurnGivesEachItsWeight() {
    Random random = new Random(4);
    for (int round = 0; round < 50; round++) {
      List<Server> servers = Trial.some(random, 6, 20);
      int turn = servers.stream().mapToInt(Server::weight).sum();
      Trial fresh = new Trial(BalancerType.ROUNDROBIN);
      for (int repeat = 0; repeat < 3; repeat++) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < turn; i++) {
          counts.merge(fresh.pick(servers, s -> true, Trial.FLOW), 1, Integer::sum);
        }
        servers.forEach(s -> assertThat(counts).containsEntry(s.name(), s.weight()));
      }
    }
  }

  @Test
  void aServerThatComesDoesNotStartTheTurnAnew() {
    assertThat(trial.picks(servers("a1 b1 c1"), 1)).isEqualTo("a");
    // Without the credits kept, a would be next again.
    assertThat(trial.picks(servers("a1 b1 c1 d1"), 3)).isEqualTo("bcd");
  }

  @Test
  void aServerThatGoesIsNotPicked() {
    assertThat(trial.picks(servers("a1 b1 c1"), 2)).isEqualTo("ab");
    assertThat(trial.picks(servers("a1 b1"), 4)).isEqualTo("abab");
  }

  /** By hand, b left out of the second pick: 1 1 1 a; -1 1 2 c; 0 2 1 b; 1 0 2 c; 2 1 0 a. */
  @Test
  void whoIsLeftOutOfOnePickHasItsTurnNext() {
    List<Server> servers = servers("a1 b1 c1");
    assertThat(trial.pick(servers, s -> true, Trial.FLOW)).isEqualTo("a");
    assertThat(trial.pick(servers, s -> !s.name().equals("b"), Trial.FLOW)).isEqualTo("c");
    assertThat(trial.picks(servers, 3)).isEqualTo("bca");
  }

  @Test
  void whoIsLeftOutForLongHasNothingToCatchUp() {
    List<Server> servers = servers("a2 b1 c1");
    for (int i = 0; i < 1000; i++) {
      assertThat(trial.pick(servers, s -> !s.name().equals("a"), Trial.FLOW)).isIn("b", "c");
    }
    assertThat(trial.picks(servers, 40).chars().filter(c -> c == 'a')).hasSize(20);
  }

  @Test
  void whenNobodyIsEligibleTheTurnStartsAnew() {
    List<Server> servers = servers("a1 b1 c1");
    assertThat(trial.picks(servers, 1)).isEqualTo("a");
    assertThat(trial.ask(servers, s -> false, Trial.FLOW)).isNull();
    assertThat(trial.picks(servers, 5)).isEqualTo("abcab");
  }

  @Test
  void whoIsFullCostsOneQuestionAPick() {
    List<Server> servers = Trial.many(100, 1);
    int[] asked = new int[1];
    for (int i = 0; i < 1000; i++) {
      trial.pick(
          servers,
          s -> {
            asked[0]++;
            return !s.name().equals("s7");
          },
          Trial.FLOW);
    }
    assertThat(asked[0]).isLessThanOrEqualTo(3 * 1000);
  }

  /** As a client's attempts do while a is dead and nobody knows: every second one goes there. */
  @Test
  void whoMovesOnToAnotherServerDoesNotTakeThatOnesTurn() {
    List<Server> servers = servers("a1 b1");
    for (int client = 0; client < 10; client++) {
      String first = trial.pick(servers, s -> true, Trial.FLOW);
      assertThat(first).isEqualTo(client % 2 == 0 ? "a" : "b");
      if (first.equals("a")) {
        assertThat(trial.pick(servers, Trial.not("a"), Trial.FLOW)).isEqualTo("b");
      }
    }
  }

  @Test
  void itPicksAsIfEachCreditWereCountedUp() {
    Random random = new Random(5);
    for (int round = 0; round < 100; round++) {
      Trial fresh = new Trial(BalancerType.ROUNDROBIN);
      Map<String, Integer> credits = new HashMap<>();
      for (int change = 0; change < 10; change++) {
        List<Server> servers = Trial.some(random, 9, round % 2 == 0 ? 3 : 256);
        credits.keySet().retainAll(servers.stream().map(Server::name).toList());
        for (int i = random.nextInt(30); i >= 0; i--) {
          assertThat(fresh.pick(servers, s -> true, Trial.FLOW))
              .isEqualTo(countedUp(credits, servers));
        }
      }
    }
  }

  /** The algorithm as its definition says it: all earn, the richest pays. */
  private static String countedUp(Map<String, Integer> credits, List<Server> servers) {
    servers.forEach(server -> credits.merge(server.name(), server.weight(), Integer::sum));
    String richest = servers.get(0).name();
    for (Server server : servers) {
      if (credits.getOrDefault(server.name(), 0) > credits.getOrDefault(richest, 0)) {
        richest = server.name();
      }
    }
    int earned = servers.stream().mapToInt(Server::weight).sum();
    credits.merge(richest, -earned, Integer::sum);
    return richest;
  }

  @Test
  void weightZeroHasATurnWhereNothingElseIsLeft() {
    assertThat(trial.picks(servers("a0 b0"), 4)).isEqualTo("abab");
  }

  @Test
  void theConfigurationNamesIt() {
    assertThat(BalancerType.of("roundrobin")).contains(BalancerType.ROUNDROBIN);
    assertThat(BalancerType.of("roundrobbin")).isEmpty();
    for (BalancerType type : BalancerType.values()) {
      assertThat(BalancerType.of(type.key())).contains(type);
      assertThat(type.summary()).isNotBlank();
      assertThat(type.create(new SplittableRandom(1)))
          .isNotSameAs(type.create(new SplittableRandom(1)));
    }
  }
}
