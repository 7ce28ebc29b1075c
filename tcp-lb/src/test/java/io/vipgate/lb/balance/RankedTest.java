package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.BalancerType.LEASTCONN;
import static io.vipgate.lb.balance.Trial.FLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lb.pool.Server;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The algorithms that keep the servers in order pick as if they looked at all of them. */
class RankedTest {
  private static final int PICKS = 300;

  @ParameterizedTest
  @EnumSource(names = {"LC", "WLC", "SED", "NQ", "LEASTCONN", "OVF", "FO"})
  void theSameOneAsIfAllWereLookedAt(BalancerType type) {
    Random random = new Random(21);
    Set<String> picked = new HashSet<>();
    for (int round = 0; round < 60; round++) {
      List<Server> servers = Trial.some(random, 40, round % 2 == 0 ? 3 : 256);
      Trial trial = new Trial(type);
      int turn = 0;
      for (int i = 0; i < PICKS; i++) {
        if (random.nextInt(20) == 0) {
          servers = Trial.some(random, 40, 9);
        }
        trial.setOpen("s" + random.nextInt(40), random.nextInt(8));
        Set<Server> out = new HashSet<>();
        servers.stream().filter(s -> random.nextInt(3) == 0).forEach(out::add);
        Predicate<Server> eligible = s -> !out.contains(s);
        int start = type == LEASTCONN && turn < servers.size() ? turn : 0;
        Server expected = best(type, servers, start, eligible, trial);
        assertThat(trial.ask(servers, eligible, FLOW)).isEqualTo(expected);
        if (expected != null) {
          turn = servers.indexOf(expected) + 1;
          trial.setOpen(expected.name(), trial.open(expected) + 1);
          picked.add(expected.name());
        }
      }
    }
    assertThat(picked).hasSizeGreaterThan(20);
  }

  /** By the definition: all one after the other, and a later one must be better. */
  private static @Nullable Server best(
      BalancerType type, List<Server> servers, int start, Predicate<Server> eligible, Trial trial) {
    Server best = null;
    for (int i = 0; i < servers.size(); i++) {
      Server server = servers.get((start + i) % servers.size());
      if (eligible.test(server)
          && (best == null || cost(type, server, trial) < cost(type, best, trial))) {
        best = server;
      }
    }
    return best;
  }

  private static double cost(BalancerType type, Server server, Trial trial) {
    double open = trial.open(server);
    double weight = server.weight();
    return switch (type) {
      case LC -> open;
      case WLC -> open / weight;
      case SED -> (open + 1) / weight;
      case NQ, LEASTCONN -> open == 0 ? 0 : (open + 1) / weight;
      case FO -> -weight;
      case OVF -> open <= weight ? -weight : open / weight;
      default -> throw new IllegalArgumentException(type.key());
    };
  }

  @ParameterizedTest
  @EnumSource(names = {"LC", "WLC", "SED", "NQ", "LEASTCONN", "OVF"})
  void aPickAsksFewOfManyServers(BalancerType type) {
    List<Server> servers = Trial.many(1000, 100);
    Trial trial = new Trial(type);
    int[] asked = new int[1];
    for (int i = 0; i < PICKS; i++) {
      String name =
          trial.pick(
              servers,
              server -> {
                asked[0]++;
                return !server.name().equals("s7");
              },
              FLOW);
      trial.setOpen(name, i % 50);
    }
    assertThat(asked[0]).isBetween(PICKS, 4 * PICKS);
  }

  @Test
  void whoIsToldOfAServerThatItDoesNotKnowIgnoresIt() {
    Trial trial = new Trial(LEASTCONN);
    trial.setOpen("x", 1);
    assertThat(trial.picks(Trial.servers("a1 b1"), 2)).isEqualTo("ab");
    trial.setOpen("x", 2);
    assertThat(trial.picks(Trial.servers("a1 b1"), 2)).isEqualTo("ab");
  }
}
