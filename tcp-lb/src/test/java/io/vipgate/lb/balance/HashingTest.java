package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.BalancerType.DH;
import static io.vipgate.lb.balance.BalancerType.MAGLEV;
import static io.vipgate.lb.balance.BalancerType.MH;
import static io.vipgate.lb.balance.BalancerType.SH;
import static io.vipgate.lb.balance.BalancerType.SOURCE;
import static io.vipgate.lb.balance.BalancerType.SOURCE_CONSISTENT;
import static io.vipgate.lb.balance.Trial.not;
import static io.vipgate.lb.balance.Trial.servers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vipgate.lb.pool.Server;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code source}, {@code source-consistent}, {@code maglev}, {@code sh}, {@code dh}, {@code mh}.
 */
class HashingTest {
  private static final List<Flows> FORTY = Flows.fromFortyClients();

  // Tables. Those of IPVS were computed by a program that was written from the kernel's formulae
  // and shares nothing with this one.

  @Test
  void shAsInIpvs() {
    Trial trial = new Trial(SH);
    assertThat(trial.forAll(FORTY, servers("a1 b1 c1"), s -> true))
        .isEqualTo("cbabcacbcabacababaacbcbcacabababcbaaccac");
    assertThat(trial.forAll(FORTY, servers("a1 b2 c3"), s -> true))
        .isEqualTo("bcaccccbcacababcbcabcbccccccacccbcaccbab");
  }

  @Test
  void shGoesOnAsWithShFallback() {
    Trial trial = new Trial(SH);
    assertThat(trial.forAll(FORTY, servers("a1 b1 c1"), not("a")))
        .isEqualTo("cbcbcbcbccbbcbbcbcbcbcbcbcbbcbbbcbcbccbc");
    assertThat(trial.forAll(FORTY, servers("a1 b2 c3"), not("a")))
        .isEqualTo("bcbccccbcbcbbbbcbcbbcbccccccbcccbcbccbbb");
  }

  /** A bucket of 4i+1, which is b's, goes on with the bucket 8i+2, which is c's. */
  @Test
  void shFallbackOverloadsOneServerWhereTheirNumberIsAPowerOfTwo() {
    Trial trial = new Trial(SH);
    List<Server> servers = servers("a1 b1 c1 d1");
    for (Flow flow : Flows.fromClients(1000)) {
      if (trial.pick(servers, s -> true, flow).equals("b")) {
        assertThat(trial.pick(servers, not("b"), flow)).isEqualTo("c");
      }
    }
  }

  @Test
  void mhAsInIpvs() {
    Trial trial = new Trial(MH);
    assertThat(trial.forAll(FORTY, servers("a1 b1 c1"), s -> true))
        .isEqualTo("abbaccccccbcaacbbaacbbcaabacccbababbaaab");
    assertThat(trial.forAll(FORTY, servers("a1 b2 c3"), s -> true))
        .isEqualTo("cbbaccccccbcbbcbbcaccbcccbccccbababbaaab");
    assertThat(trial.forAll(FORTY, servers("a256 b100 c1"), s -> true))
        .as("scaled down to six bits")
        .isEqualTo("abbabacaabbaaaabaaaaabaaaaaaaabaaabaaaab");
  }

  @Test
  void mhGoesOnAsWithMhFallback() {
    Trial trial = new Trial(MH);
    assertThat(trial.forAll(FORTY, servers("a1 b1 c1"), not("a")))
        .isEqualTo("bbbcccccccbccbcbbcccbbcccbbcccbcbbbbbbcb");
    assertThat(trial.forAll(FORTY, servers("a1 b2 c3"), not("a")))
        .isEqualTo("cbbcccccccbcbbcbbccccbcccbccccbcbbbbcccb");
  }

  @Test
  void dhGoesByTheAddressThatTheClientConnectedTo() {
    List<Flows> vips = IntStream.range(90, 110).mapToObj(i -> Flows.to("10.32.255." + i)).toList();
    Trial trial = new Trial(DH);
    assertThat(trial.forAll(vips, servers("a1 b1 c1"), s -> true))
        .isEqualTo("ccbababcbcacacababac");
    assertThat(trial.forAll(vips, servers("a256 b1 c9"), s -> true))
        .as("weight does not count")
        .isEqualTo("ccbababcbcacacababac");
    assertThat(trial.forAll(vips, servers("a1 b1 c1"), not("a"))).isEqualTo("ccbbbbbcbcbcbcbbbbbc");
    assertThat(trial.forAll(FORTY, servers("a1 b1 c1"), s -> true))
        .as("one VIP")
        .matches("(a{40}|b{40}|c{40})");
  }

  /** Two masters of different versions must agree, or a takeover moves every client. */
  @Test
  void theOthersStayAsTheyWereReleased() {
    List<Server> servers = servers("a1 b2 c3");
    assertThat(new Trial(SOURCE).forAll(FORTY, servers, s -> true))
        .isEqualTo("cccaccbbbccbcbbcbbccaccccababaccaabcabbb");
    assertThat(new Trial(SOURCE_CONSISTENT).forAll(FORTY, servers, s -> true))
        .isEqualTo("ccacaccbbcaabccbbacbbbaacbbbccbcbcbbcbca");
    assertThat(new Trial(MAGLEV).forAll(FORTY, servers, s -> true))
        .isEqualTo("cbacccbcacbcbcbbcaacccccbbbacccacbaccccc");
  }

  // Shares.

  @ParameterizedTest
  @EnumSource(names = {"SOURCE", "SOURCE_CONSISTENT", "MAGLEV", "SH", "MH"})
  void manyClientsAreSharedByWeight(BalancerType type) {
    Trial trial = new Trial(type);
    List<Server> servers = servers("a1 b2 c3 d4");
    Map<String, Integer> counts = new HashMap<>();
    Flows.fromClients(20_000)
        .forEach(flow -> counts.merge(trial.pick(servers, s -> true, flow), 1, Integer::sum));
    servers.forEach(
        s -> assertThat(counts.get(s.name())).isCloseTo(2000 * s.weight(), within(250)));
  }

  @Test
  void theSlotsOfMaglevAreSharedExactly() {
    Random random = new Random(13);
    for (int round = 0; round < 10; round++) {
      List<Server> servers = Trial.some(random, 20, 256);
      double shares = servers.stream().mapToInt(Server::weight).sum();
      int[] slots = count(new Maglev().assign(servers), servers.size());
      assertThat(Arrays.stream(slots).sum()).isEqualTo(65_537);
      for (int i = 0; i < slots.length; i++) {
        assertThat((double) slots[i])
            .as("%s of %s", servers.get(i), servers)
            .isCloseTo(65_537 * servers.get(i).weight() / shares, within(2.0 * slots.length));
      }
    }
  }

  @Test
  void equalWeightsDifferByAtMostOneSlotInMaglevAndMh() {
    for (int n : new int[] {1, 2, 3, 7, 100}) {
      for (SlotTable table : List.of(new Maglev(), new MaglevHash())) {
        int[] slots = count(table.assign(Trial.many(n, 5)), n);
        assertThat(Arrays.stream(slots).max().getAsInt() - Arrays.stream(slots).min().getAsInt())
            .isBetween(0, 1);
      }
    }
  }

  private static int[] count(int[] owners, int servers) {
    int[] slots = new int[servers];
    for (int owner : owners) {
      slots[owner]++;
    }
    return slots;
  }

  // What moves. With source-consistent nothing does but what must.

  @Test
  void onlyTheClientsOfTheOneThatLeavesMove() {
    Random random = new Random(14);
    for (int round = 0; round < 20; round++) {
      List<Server> servers = new ArrayList<>(Trial.some(random, 8, 256));
      servers.add(Trial.server("leaver", 200, 1 + random.nextInt(256)));
      Collections.shuffle(servers, random);
      List<Server> others = servers.stream().filter(s -> !s.name().equals("leaver")).toList();
      Trial trial = new Trial(SOURCE_CONSISTENT);
      int leavers = 0;
      for (Flow flow : Flows.fromClients(300)) {
        String before = trial.pick(servers, s -> true, flow);
        String after = trial.pick(others, s -> true, flow);
        assertThat(after).isEqualTo(trial.pick(servers, others::contains, flow));
        if (before.equals("leaver")) {
          leavers++;
        } else {
          assertThat(after).isEqualTo(before);
        }
      }
      assertThat(leavers).isPositive();
    }
  }

  @Test
  void moreWeightAttractsAndTakesNobodyAway() {
    List<Server> lighter = servers("a10 b10 c10");
    List<Server> heavier = servers("a10 b15 c10");
    Trial trial = new Trial(SOURCE_CONSISTENT);
    int moved = 0;
    for (Flow flow : Flows.fromClients(3500)) {
      String before = trial.pick(lighter, s -> true, flow);
      String after = trial.pick(heavier, s -> true, flow);
      if (!after.equals(before)) {
        assertThat(after).isEqualTo("b");
        moved++;
      }
    }
    assertThat(moved).as("15/35 - 10/30 of 3500").isCloseTo(333, within(60));
  }

  @Test
  void theOrderOfTheListDoesNotMatterToSourceConsistent() {
    assertThat(new Trial(SOURCE_CONSISTENT).forAll(FORTY, servers("c3 a1 b2"), s -> true))
        .isEqualTo(new Trial(SOURCE_CONSISTENT).forAll(FORTY, servers("a1 b2 c3"), s -> true));
  }

  @ParameterizedTest
  @EnumSource(names = {"SOURCE", "SOURCE_CONSISTENT", "MAGLEV", "SH", "MH"})
  void aClientStaysWithItsServerWhateverTheLoad(BalancerType type) {
    List<Server> servers = servers("a1 b1 c1");
    assertThat(new Trial(type).loaded("a900 b70 c0").forAll(FORTY, servers, s -> true))
        .isEqualTo(new Trial(type).forAll(FORTY, servers, s -> true))
        .contains("a", "b", "c");
  }

  @ParameterizedTest
  @EnumSource(names = {"SOURCE", "SOURCE_CONSISTENT", "MAGLEV", "MH"})
  void theClientsOfOneThatCannotAreSpreadOverTheOthers(BalancerType type) {
    List<Server> servers = Trial.many(4, 1);
    Trial trial = new Trial(type);
    Map<String, Integer> heirs = new HashMap<>();
    for (Flow flow : Flows.fromClients(8000)) {
      if (trial.pick(servers, s -> true, flow).equals("s1")) {
        heirs.merge(trial.pick(servers, s -> !s.name().equals("s1"), flow), 1, Integer::sum);
      }
    }
    int all = heirs.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(heirs).containsOnlyKeys("s0", "s2", "s3");
    assertThat(heirs.values()).allSatisfy(count -> assertThat(count).isGreaterThan(all / 6));
  }
}
