package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.Trial.FLOW;
import static io.vipgate.lb.balance.Trial.servers;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lb.pool.Server;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainedLastTest {

  /** Who keeps a table for a list would otherwise make it anew when another server is drained. */
  @Test
  void aChangeElsewhereLeavesTheAlgorithmItsList() {
    List<List<Server>> seen = new ArrayList<>();
    Balancer balancer =
        new DrainedLast(
            () ->
                (servers, eligible, flow, load) -> {
                  seen.add(servers);
                  return servers.get(0);
                });
    for (String pool : List.of("a1 b1", "a1 b1 c0", "a1 b1", "a1 b2")) {
      balancer.pick(servers(pool), s -> true, FLOW, s -> 0);
    }
    assertThat(seen).hasSize(4);
    assertThat(seen.get(1)).isSameAs(seen.get(0));
    assertThat(seen.get(2)).isSameAs(seen.get(0));
    assertThat(seen.get(3)).isEqualTo(servers("a1 b2"));
  }
}
