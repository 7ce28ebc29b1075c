package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.Trial.FLOW;
import static io.vipgate.lb.balance.Trial.server;
import static io.vipgate.lb.balance.Trial.servers;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.vipgate.lb.pool.Server;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every algorithm owes, whatever it is. */
class BalancerContractTest {
  private static final Set<BalancerType> HASHES =
      EnumSet.of(
          BalancerType.SOURCE,
          BalancerType.SOURCE_CONSISTENT,
          BalancerType.MAGLEV,
          BalancerType.SH,
          BalancerType.DH,
          BalancerType.MH);
  private static final int[] WEIGHTS = {0, 0, 1, 1, 2, 3, 10, 100, 255, 256};

  @ParameterizedTest
  @EnumSource
  void anEmptyListHasNobody(BalancerType type) {
    assertThat(new Trial(type).ask(List.of(), s -> true, FLOW)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void whereNobodyIsEligibleNobodyIsPicked(BalancerType type) {
    Trial trial = new Trial(type);
    assertThat(trial.ask(servers("a1 b0 c256"), s -> false, FLOW)).isNull();
    assertThat(trial.ask(servers("a0"), s -> false, FLOW)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void oneServerGetsThemAll(BalancerType type) {
    assertThat(new Trial(type).holds(servers("a1"), 300)).isEqualTo("a".repeat(300));
    assertThat(new Trial(type).holds(servers("a256"), 300)).isEqualTo("a".repeat(300));
    assertThat(new Trial(type).holds(servers("a0"), 300)).isEqualTo("a".repeat(300));
  }

  @ParameterizedTest
  @EnumSource
  void theLastEligibleOneIsFound(BalancerType type) {
    List<Server> servers = Trial.many(100, 1);
    Trial trial = new Trial(type);
    for (Server last : servers) {
      assertThat(trial.ask(servers, last::equals, FLOW)).isEqualTo(last);
    }
  }

  @ParameterizedTest
  @EnumSource
  void weightZeroIsNeverPickedWhileAnotherCanBe(BalancerType type) {
    Trial trial = new Trial(type).loaded("b200 c1000");
    List<Server> servers = servers("a0 b1 c5 d0");
    for (Flow flow : Flows.fromClients(500)) {
      assertThat(trial.pick(servers, s -> true, flow)).isIn("b", "c");
      assertThat(trial.pick(servers, Trial.not("b"), flow)).isEqualTo("c");
      assertThat(trial.pick(servers, Trial.not("bc"), flow)).isIn("a", "d");
      assertThat(trial.pick(servers, Trial.not("abc"), flow)).isEqualTo("d");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWeightThatSinksToZeroDrainsAtOnceAndComesBack(BalancerType type) {
    Trial trial = new Trial(type);
    for (Flow flow : Flows.fromClients(50)) {
      assertThat(trial.pick(servers("a1 b1"), s -> true, flow)).isIn("a", "b");
      assertThat(trial.pick(servers("a0 b1"), s -> true, flow)).isEqualTo("b");
      assertThat(trial.pick(servers("a1 b0"), s -> true, flow)).isEqualTo("a");
    }
  }

  @ParameterizedTest
  @EnumSource
  void throughRandomChangesOfThePoolOnlyTheRightOnesArePicked(BalancerType type) {
    for (int seed = 0; seed < 20; seed++) {
      for (Step step : walk(type, seed)) {
        List<Server> able = step.servers.stream().filter(s -> !step.out.contains(s)).toList();
        if (able.isEmpty()) {
          assertThat(step.picked).as("of nobody").isNull();
          continue;
        }
        assertThat(able).contains(step.picked);
        boolean isWeightAbove0 = able.stream().anyMatch(s -> s.weight() > 0);
        assertThat(step.picked != null && step.picked.weight() > 0)
            .as("of a weight above 0: %s", step)
            .isEqualTo(isWeightAbove0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameInputsGiveTheSamePicks(BalancerType type) {
    for (int seed = 0; seed < 5; seed++) {
      assertThat(walk(type, seed)).hasSize(200).isEqualTo(walk(type, seed));
    }
  }

  /** But for the bytes of an address, 24 with their header. */
  @ParameterizedTest
  @EnumSource
  void aPickAllocatesNothing(BalancerType type) {
    int picks = 10_000;
    List<Server> servers = Trial.many(5, 3);
    Balancer balancer = type.create(new SplittableRandom(1));
    pickOften(balancer, servers, picks);
    long before = allocated();
    pickOften(balancer, servers, picks);
    long allocated = allocated() - before;
    int allowed = HASHES.contains(type) ? 24 : 0;
    assertThat(allocated / picks).isBetween(0L, (long) allowed);
  }

  private static void pickOften(Balancer balancer, List<Server> servers, int picks) {
    for (int i = 0; i < picks; i++) {
      assertPicked(balancer.pick(servers, s -> true, FLOW, s -> 0));
    }
  }

  private static void assertPicked(@Nullable Server server) {
    if (server == null) {
      throw new AssertionError("nobody");
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private record Step(List<Server> servers, Set<Server> out, @Nullable Server picked) {}

  /** 200 picks, between which servers come, go, change their weights, fill up and empty. */
  private static List<Step> walk(BalancerType type, int seed) {
    Random random = new Random(seed);
    Balancer balancer = type.create(new SplittableRandom(seed));
    Map<String, Long> open = new HashMap<>();
    List<Server> servers = List.of();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      if (random.nextInt(4) == 0) {
        servers = changed(random, servers);
      }
      Set<Server> out = new HashSet<>();
      servers.stream().filter(s -> random.nextInt(5) == 0).forEach(out::add);
      Flows flow =
          new Flows(
              Flows.literal("192.0.2." + random.nextInt(256)),
              Flows.literal("10.32.255." + random.nextInt(3)),
              i * 3_600_000_000_000L);
      Load load = server -> open.getOrDefault(server.name(), 0L);
      Server picked = balancer.pick(servers, s -> !out.contains(s), flow, load);
      steps.add(new Step(servers, out, picked));
      if (picked != null) {
        open.merge(picked.name(), 1L, Long::sum);
      }
      open.replaceAll((name, count) -> random.nextInt(10) == 0 ? 0L : count);
      open.keySet().forEach(name -> balancer.loadChanged(server(name, 0, 1), load));
    }
    return steps;
  }

  private static List<Server> changed(Random random, List<Server> before) {
    List<Server> servers = new ArrayList<>(before);
    servers.removeIf(s -> random.nextInt(4) == 0);
    for (int i = 0; i < 8; i++) {
      String name = "s" + i;
      boolean isIn = servers.stream().anyMatch(s -> s.name().equals(name));
      if (!isIn && random.nextInt(3) == 0) {
        int weight = WEIGHTS[random.nextInt(WEIGHTS.length)];
        servers.add(random.nextInt(servers.size() + 1), server(name, i, weight));
      }
    }
    return List.copyOf(servers);
  }
}
