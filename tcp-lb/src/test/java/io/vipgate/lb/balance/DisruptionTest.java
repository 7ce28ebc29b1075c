package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.BalancerType.MAGLEV;
import static io.vipgate.lb.balance.BalancerType.MH;
import static io.vipgate.lb.balance.BalancerType.SH;
import static io.vipgate.lb.balance.BalancerType.SOURCE;
import static io.vipgate.lb.balance.BalancerType.SOURCE_CONSISTENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lb.pool.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** How many clients move when one of n servers of equal weight leaves. */
class DisruptionTest {
  private static final Path PAGE = Path.of("..", "docs", "guide", "balancing.md");
  private static final List<BalancerType> TYPES =
      List.of(SOURCE_CONSISTENT, MAGLEV, MH, SOURCE, SH);
  private static final List<Flows> CLIENTS = Flows.fromClients(3000);

  @Test
  void thePageShowsWhatIsMeasured() {
    StringBuilder table = new StringBuilder("| servers | at least |");
    TYPES.forEach(type -> table.append(" `").append(type.key()).append("` |"));
    table.append("\n|---|---|").append("---|".repeat(TYPES.size())).append('\n');
    for (int n : new int[] {2, 3, 5, 10, 100}) {
      table.append("| %d | %s |".formatted(n, percent(1.0 / n)));
      TYPES.forEach(type -> table.append(" %s |".formatted(percent(moved(type, n)))));
      table.append('\n');
    }
    assertThat(PAGE).content().contains(table);
  }

  @Test
  void theConsistentOnesMoveLittleMoreThanTheyMust() {
    for (int n : new int[] {2, 3, 5, 10, 100}) {
      assertThat(moved(SOURCE_CONSISTENT, n)).isBetween(0.9 / n, 1.1 / n);
      assertThat(moved(MAGLEV, n)).isBetween(0.9 / n, 1.1 / n + 0.05);
      assertThat(moved(MH, n)).isBetween(0.9 / n, 1.1 / n + 0.06);
    }
  }

  /** The share of clients that move, on average over the servers (ten of them) that may leave. */
  private static double moved(BalancerType type, int n) {
    List<Server> servers = Trial.many(n, 1);
    List<String> before = homes(type, servers);
    double moved = 0;
    int leavers = Math.min(n, 10);
    for (int i = 0; i < leavers; i++) {
      Server leaver = servers.get(i * n / leavers);
      List<String> after = homes(type, servers.stream().filter(s -> !s.equals(leaver)).toList());
      for (int c = 0; c < before.size(); c++) {
        moved += before.get(c).equals(after.get(c)) ? 0 : 1;
      }
    }
    return moved / leavers / before.size();
  }

  private static List<String> homes(BalancerType type, List<Server> servers) {
    Trial trial = new Trial(type);
    return CLIENTS.stream().map(flow -> trial.pick(servers, s -> true, flow)).toList();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
