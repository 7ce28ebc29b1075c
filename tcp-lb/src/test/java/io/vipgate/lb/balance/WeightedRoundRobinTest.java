package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.BalancerType.WRR;
import static io.vipgate.lb.balance.Trial.not;
import static io.vipgate.lb.balance.Trial.servers;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lb.pool.Server;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WeightedRoundRobinTest {

  /** By hand: who reaches 4: a; who reaches 3: ab; 2: abc; 1: abc. */
  @Test
  void passesWithASinkingThreshold() {
    assertThat(new Trial(WRR).picks(servers("a4 b3 c2"), 12)).isEqualTo("aababcabc" + "aab");
  }

  /** By hand: the common divisor is 2, and the thresholds are 5, 3 and 1. */
  @Test
  void theThresholdSinksByTheCommonDivisor() {
    assertThat(new Trial(WRR).picks(servers("a6 b4 c2"), 9)).isEqualTo("aababc" + "aab");
    assertThat(new Trial(WRR).picks(servers("a256 b256"), 4)).isEqualTo("abab");
  }

  @Test
  void everyFullTurnGivesEachItsWeight() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      List<Server> servers = Trial.some(random, 6, 20);
      int turn = servers.stream().mapToInt(Server::weight).sum();
      Trial trial = new Trial(WRR);
      for (int repeat = 0; repeat < 3; repeat++) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < turn; i++) {
          counts.merge(trial.pick(servers, s -> true, Trial.FLOW), 1, Integer::sum);
        }
        servers.forEach(s -> assertThat(counts).containsEntry(s.name(), s.weight()));
      }
    }
  }

  /**
   * By hand, without a: who reaches 3: b; 2: bc; 1: bc; and the passes that only a reaches none.
   */
  @Test
  void passesThatFindNobodyAreSkipped() {
    assertThat(new Trial(WRR).picks(servers("a4 b3 c2"), not("a"), 6)).isEqualTo("bbcbcb");
    assertThat(new Trial(WRR).picks(servers("a256 b1 c1"), not("a"), 4)).isEqualTo("bcbc");
    assertThat(new Trial(WRR).picks(servers("a6 b4 c2"), not("a"), 6)).isEqualTo("bbcbbc");
  }

  /** By hand: the pass of 3 begins anew; then 2: abc; 1: abc; 4: ac. */
  @Test
  void aChangeBeginsThePassAnewAndKeepsTheThreshold() {
    Trial trial = new Trial(WRR);
    assertThat(trial.picks(servers("a4 b3 c2"), 3)).isEqualTo("aab");
    assertThat(trial.picks(servers("a4 b3 c4"), 12)).isEqualTo("abcabcabc" + "aca");
  }

  @Test
  void aThresholdThatNobodyReachesAnyMoreSinks() {
    Trial trial = new Trial(WRR);
    assertThat(trial.picks(servers("a200 b100"), 1)).isEqualTo("a");
    assertThat(trial.picks(servers("a3 b2"), 5)).isEqualTo("aabab");
  }

  /** By hand: the threshold is 4, and of 5, 3 and 1 the next one up: who reaches 5: a; 3: ab. */
  @Test
  void aNewDivisorMovesTheThresholdOntoItsSteps() {
    Trial trial = new Trial(WRR);
    assertThat(trial.picks(servers("a5 b3 c2"), 2)).isEqualTo("aa");
    assertThat(trial.picks(servers("a6 b4 c2"), 6)).isEqualTo("aababc");
  }

  @Test
  void itPicksAsIfEachPassWentOverTheWholeList() {
    Random random = new Random(6);
    for (int round = 0; round < 40; round++) {
      List<Server> servers = Trial.some(random, 40, round % 2 == 0 ? 4 : 256);
      Trial trial = new Trial(WRR);
      ByTheWholeList expected = new ByTheWholeList(servers);
      for (int i = 0; i < 300; i++) {
        Set<Server> out = new HashSet<>();
        servers.stream().filter(s -> random.nextInt(5) == 0).forEach(out::add);
        assertThat(trial.ask(servers, s -> !out.contains(s), Trial.FLOW))
            .isEqualTo(expected.pick(out));
      }
    }
  }

  /** One pass after the other, empty ones too, until somebody is found or none can be. */
  private static final class ByTheWholeList {
    private final List<Server> servers;
    private final int step;
    private final int highest;
    private int threshold;
    private int last = -1;

    ByTheWholeList(List<Server> servers) {
      this.servers = servers;
      this.step = Weights.commonDivisor(servers);
      this.highest = Weights.highest(servers);
      this.threshold = highest;
    }

    @Nullable Server pick(Set<Server> out) {
      if (out.containsAll(servers)) {
        return null;
      }
      while (true) {
        for (int i = last + 1; i < servers.size(); i++) {
          if (servers.get(i).weight() >= threshold && !out.contains(servers.get(i))) {
            last = i;
            return servers.get(i);
          }
        }
        last = -1;
        threshold = threshold > step ? threshold - step : highest;
      }
    }
  }
}
