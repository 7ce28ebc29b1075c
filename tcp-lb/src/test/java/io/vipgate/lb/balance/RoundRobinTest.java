package io.vipgate.lb.balance;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lb.pool.Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundRobinTest {
  private static final Flow FLOW = Flows.from("192.0.2.1");
  private static final Load IDLE = server -> 0;

  private final Balancer balancer = BalancerType.ROUNDROBIN.create(new SplittableRandom(1));

  @Test
  void equalWeightsTakeTurnsInTheOrderOfTheConfiguration() {
    assertThat(picks(servers("a1 b1 c1"), 7)).isEqualTo("abcabca");
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
    assertThat(picks(servers("a5 b1 c1"), 14)).isEqualTo("aabacaa" + "aabacaa");
  }

  /** By hand, for 3, 2: 3 2 a; 1 4 b; 4 1 a; 2 3 b; 5 0 a. */
  @Test
  void aSecondTableByHand() {
    assertThat(picks(servers("a3 b2"), 10)).isEqualTo("ababaababa");
  }

  @Test
  void everyFullTurnGivesEachItsWeight() {
    Random random = new Random(4);
    for (int round = 0; round < 50; round++) {
      List<Server> servers =
          IntStream.range(0, 1 + random.nextInt(6))
              .mapToObj(i -> server("s" + i, 1 + random.nextInt(20)))
              .toList();
      int turn = servers.stream().mapToInt(Server::weight).sum();
      Balancer fresh = BalancerType.ROUNDROBIN.create(new SplittableRandom(1));
      for (int repeat = 0; repeat < 3; repeat++) {
        Map<Server, Integer> counts = new HashMap<>();
        for (int i = 0; i < turn; i++) {
          counts.merge(
              Objects.requireNonNull(fresh.pick(servers, s -> true, FLOW, IDLE)), 1, Integer::sum);
        }
        servers.forEach(s -> assertThat(counts).containsEntry(s, s.weight()));
      }
    }
  }

  @Test
  void aServerThatComesDoesNotStartTheTurnAnew() {
    assertThat(picks(servers("a1 b1 c1"), 1)).isEqualTo("a");
    // Without the credits kept, a would be next again.
    assertThat(picks(servers("a1 b1 c1 d1"), 3)).isEqualTo("bcd");
  }

  @Test
  void aServerThatGoesIsNotPicked() {
    assertThat(picks(servers("a1 b1 c1"), 2)).isEqualTo("ab");
    assertThat(picks(servers("a1 b1"), 4)).isEqualTo("abab");
  }

  @Test
  void theIneligibleAreLeftOut() {
    List<Server> servers = servers("a1 b1 c1");
    assertThat(balancer.pick(servers, s -> !s.name().equals("a"), FLOW, IDLE))
        .isEqualTo(servers.get(1));
    assertThat(balancer.pick(servers, s -> false, FLOW, IDLE)).isNull();
    assertThat(balancer.pick(List.of(), s -> true, FLOW, IDLE)).isNull();
  }

  /** By hand, b left out of the second pick: 1 1 1 a; -1 1 2 c; 0 2 1 b; 1 0 2 c; 2 1 0 a. */
  @Test
  void whoIsLeftOutOfOnePickHasItsTurnNext() {
    List<Server> servers = servers("a1 b1 c1");
    assertThat(pick(servers, s -> true)).isEqualTo("a");
    assertThat(pick(servers, s -> !s.name().equals("b"))).isEqualTo("c");
    assertThat(picks(servers, 3)).isEqualTo("bca");
  }

  @Test
  void whoIsLeftOutForLongHasNothingToCatchUp() {
    List<Server> servers = servers("a2 b1 c1");
    for (int i = 0; i < 1000; i++) {
      assertThat(pick(servers, s -> !s.name().equals("a"))).isIn("b", "c");
    }
    assertThat(picks(servers, 40).chars().filter(c -> c == 'a')).hasSize(20);
  }

  @Test
  void whenNobodyIsEligibleTheTurnStartsAnew() {
    List<Server> servers = servers("a1 b1 c1");
    assertThat(picks(servers, 1)).isEqualTo("a");
    assertThat(balancer.pick(servers, s -> false, FLOW, IDLE)).isNull();
    assertThat(picks(servers, 5)).isEqualTo("abcab");
  }

  @Test
  void weightZeroHasATurnWhereNothingElseIsLeft() {
    assertThat(picks(servers("a0 b0"), 4)).isEqualTo("abab");
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

  private String pick(List<Server> servers, Predicate<Server> eligible) {
    return Objects.requireNonNull(balancer.pick(servers, eligible, FLOW, IDLE)).name();
  }

  private String picks(List<Server> servers, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Objects.requireNonNull(balancer.pick(servers, s -> true, FLOW, IDLE)).name())
        .collect(joining());
  }

  private static List<Server> servers(String namesAndWeights) {
    List<Server> servers = new ArrayList<>();
    for (String each : namesAndWeights.split(" ", -1)) {
      servers.add(server(each.substring(0, 1), Integer.parseInt(each.substring(1))));
    }
    assertThat(servers).isNotEmpty();
    return servers;
  }

  private static Server server(String name, int weight) {
    return new Server(name, new InetSocketAddress(InetAddress.getLoopbackAddress(), 6443), weight);
  }
}
