package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.BalancerType.LC;
import static io.vipgate.lb.balance.BalancerType.LEASTCONN;
import static io.vipgate.lb.balance.BalancerType.NQ;
import static io.vipgate.lb.balance.BalancerType.SED;
import static io.vipgate.lb.balance.BalancerType.WLC;
import static io.vipgate.lb.balance.Trial.servers;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lb.pool.Server;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code leastconn}, {@code lc}, {@code wlc}, {@code sed} and {@code nq}. */
class LeastLoadedTest {

  @Test
  void lcCountsAndDoesNotWeigh() {
    assertThat(new Trial(LC).holds(servers("a3 b1"), 6)).isEqualTo("ababab");
    assertThat(new Trial(LC).loaded("a2 b1 c1").holds(servers("a256 b1 c1"), 4)).isEqualTo("bcab");
  }

  /**
   * By hand, {@code open/weight} before each pick:
   *
   * <pre>
   *   a (3)  0/3  1/3  1/3  2/3  3/3  4/3  4/3  5/3  6/3  7/3
   *   b (1)  0    0    1    1    1    1    2    2    2    2
   *          a    b    a    a    a    b    a    a    a    b
   * </pre>
   */
  @Test
  void wlcAsComputedByHand() {
    assertThat(new Trial(WLC).holds(servers("a3 b1"), 10)).isEqualTo("abaaabaaab");
  }

  /**
   * By hand, {@code (open+1)/weight} before each pick:
   *
   * <pre>
   *   a (3)  1/3  2/3  3/3  4/3  4/3  5/3  6/3  7/3
   *   b (1)  1    1    1    1    2    2    2    2
   *          a    a    a    b    a    a    a    b
   * </pre>
   */
  @Test
  void sedAsComputedByHand() {
    assertThat(new Trial(SED).holds(servers("a3 b1"), 8)).isEqualTo("aaabaaab");
    assertThat(new Trial(SED).picks(servers("a1 b3"), 3)).as("of idle ones").isEqualTo("bbb");
  }

  /**
   * By hand: a and b are idle, in this order; then, {@code (open+1)/weight}:
   *
   * <pre>
   *   a (3)  idle 2/3  2/3  3/3  4/3  5/3  6/3  7/3  7/3  8/3  9/3  10/3
   *   b (1)  idle idle 2    2    2    2    2    2    3    3    3    3
   *          a    b    a    a    a    a    a    b    a    a    a    b
   * </pre>
   */
  @Test
  void nqAsComputedByHand() {
    assertThat(new Trial(NQ).holds(servers("a3 b1"), 12)).isEqualTo("abaaaaabaaab");
    assertThat(new Trial(NQ).picks(servers("a1 b3"), 3)).as("of idle ones").isEqualTo("aaa");
    assertThat(new Trial(NQ).loaded("a1 b9").picks(servers("a1 b99 c1"), 1)).isEqualTo("c");
  }

  /** As for nq, but with a tie (2 and 2, 3 and 3) the next in turn is picked, which is b. */
  @Test
  void leastconnAsComputedByHand() {
    assertThat(new Trial(LEASTCONN).holds(servers("a3 b1"), 11)).isEqualTo("abaaaabaaab");
  }

  @Test
  void equalsTakeTurnsWithLeastconnAndTheFirstIsPickedByTheOthers() {
    List<Server> servers = servers("a1 b1 c1");
    assertThat(new Trial(LEASTCONN).picks(servers, 7)).isEqualTo("abcabca");
    for (BalancerType type : List.of(LC, WLC, SED, NQ)) {
      assertThat(new Trial(type).picks(servers, 3)).as(type.key()).isEqualTo("aaa");
    }
  }

  @Test
  void theTurnOfLeastconnOutlivesAChangeOfThePool() {
    Trial trial = new Trial(LEASTCONN);
    assertThat(trial.picks(servers("a1 b1 c1"), 2)).isEqualTo("ab");
    assertThat(trial.picks(servers("a1 b1 c1 d1"), 3)).isEqualTo("cda");
    assertThat(trial.picks(servers("a1"), 2)).isEqualTo("aa");
  }

  @ParameterizedTest
  @EnumSource(names = {"LEASTCONN", "WLC", "SED", "NQ"})
  void connectionsThatStayAddUpToExactlyTheWeights(BalancerType type) {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      List<Server> servers = Trial.some(random, 6, 20);
      Trial trial = new Trial(type);
      trial.holds(servers, 3 * servers.stream().mapToInt(Server::weight).sum());
      servers.forEach(s -> assertThat(trial.open(s)).isEqualTo(3L * s.weight()));
    }
  }

  @Test
  void connectionsThatStayAddUpToTheSameForLc() {
    List<Server> servers = Trial.some(new Random(8), 6, 20);
    Trial trial = new Trial(LC);
    trial.holds(servers, 5 * servers.size());
    servers.forEach(s -> assertThat(trial.open(s)).isEqualTo(5));
  }

  /** A connection more at a server never makes it the one that is picked. */
  @ParameterizedTest
  @EnumSource(names = {"LEASTCONN", "LC", "WLC", "SED", "NQ"})
  void moreLoadNeverAttracts(BalancerType type) {
    Random random = new Random(9);
    Set<String> picked = new HashSet<>();
    for (int round = 0; round < 500; round++) {
      String load =
          "a%d b%d c%d".formatted(random.nextInt(6), random.nextInt(6), random.nextInt(6));
      List<Server> servers =
          servers(
              "a%d b%d c%d"
                  .formatted(1 + random.nextInt(4), 1 + random.nextInt(4), 1 + random.nextInt(4)));
      String first = new Trial(type).loaded(load).picks(servers, 1);
      picked.add(first);
      for (Server other : servers) {
        if (!other.name().equals(first)) {
          Trial busier = new Trial(type).loaded(load);
          busier.loaded(other.name() + (busier.open(other) + 1));
          assertThat(busier.picks(servers, 1)).as("%s at %s", servers, load).isEqualTo(first);
        }
      }
    }
    assertThat(picked).containsExactlyInAnyOrder("a", "b", "c");
  }
}
