package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.Trial.not;
import static io.vipgate.lb.balance.Trial.servers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vipgate.lb.pool.Server;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomTwoTest {

  @Test
  void theLessBusyOfTheTwoThatWereDrawn() {
    List<Server> servers = servers("a1 b1 c1");
    assertThat(drawing(0, 1).loaded("a5 b2 c9").picks(servers, 1)).as("a and c").isEqualTo("a");
    assertThat(drawing(2, 1).loaded("a5 b2 c9").picks(servers, 1)).as("c and b").isEqualTo("b");
    assertThat(drawing(1, 0).loaded("a1 b1 c0").picks(servers, 1)).as("b and a").isEqualTo("b");
  }

  @Test
  void weightCountsInTheDrawAndInTheComparison() {
    List<Server> servers = servers("a3 b1");
    assertThat(drawing(2, 0).loaded("a2 b1").picks(servers, 1)).as("2/3 and 1").isEqualTo("a");
    assertThat(drawing(2, 0).loaded("a4 b1").picks(servers, 1)).as("4/3 and 1").isEqualTo("b");
    assertThat(drawing(3, 0).loaded("a3 b1").picks(servers, 1)).as("1 and 3/3").isEqualTo("b");
  }

  @Test
  void fewerThanTwoNeedNoSecondDraw() {
    assertThat(drawing(0).picks(servers("a1"), 1)).isEqualTo("a");
    assertThat(drawing(0, 1, 0, 0, 0, 0).picks(servers("a1 b1"), not("a"), 1)).isEqualTo("b");
    assertThat(drawing(1, 1, 0, 0).picks(servers("a1 b1"), not("ab"), 1)).isEqualTo("-");
  }

  @Test
  void idleServersAreDrawnInProportionToTheirWeights() {
    Trial trial = new Trial(BalancerType.RANDOM2.create(new SplittableRandom(11)));
    List<Server> servers = servers("a1 b2 c3 d4");
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 30_000; i++) {
      counts.merge(trial.picks(servers, 1), 1, Integer::sum);
    }
    servers.forEach(
        s -> assertThat(counts.get(s.name())).isCloseTo(3000 * s.weight(), within(200)));
  }

  @Test
  void whoIsOutLeavesTheOthersTheirChances() {
    Trial trial = new Trial(BalancerType.RANDOM2.create(new SplittableRandom(13)));
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 9000; i++) {
      counts.merge(trial.picks(servers("a9 b1 c2 d99"), not("ad"), 1), 1, Integer::sum);
    }
    assertThat(counts).containsOnlyKeys("b", "c");
    assertThat(counts.get("c")).isCloseTo(6000, within(250));
  }

  /** One draw would leave the busiest about 100 above the mean. */
  @Test
  void theSecondChoiceKeepsTheBusiestNearTheMean() {
    Trial trial = new Trial(BalancerType.RANDOM2.create(new SplittableRandom(12)));
    List<Server> servers = Trial.many(10, 1);
    for (int i = 0; i < 20_000; i++) {
      trial.holds(servers, 1);
    }
    servers.forEach(s -> assertThat(trial.open(s)).isCloseTo(2000, within(10L)));
  }

  private static Trial drawing(int... numbers) {
    Deque<Integer> left = new ArrayDeque<>();
    for (int number : numbers) {
      left.add(number);
    }
    return new Trial(BalancerType.RANDOM2.create(new Scripted(left)));
  }

  private record Scripted(Deque<Integer> numbers) implements RandomGenerator {
    @Override
    public int nextInt(int bound) {
      int number = numbers.removeFirst();
      assertThat(number).isBetween(0, bound - 1);
      return number;
    }

    @Override
    public long nextLong() {
      throw new AssertionError("only bounded integers are asked for");
    }
  }
}
