package io.vipgate.app.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.ConfigText;
import io.vipgate.app.config.ProxyConfig;
import io.vipgate.health.probe.AgentAdvice;
import io.vipgate.health.probe.ProbeResult;
import io.vipgate.health.probe.Reason;
import io.vipgate.health.probe.Verdict;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerState;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of what an agent wants for its server. */
class AgentAdviceTest {
  private static final long S = 1_000_000_000L;

  @TempDir private Path directory;

  private ProxyConfig config;
  private ProxyPool pool;
  private ServerStandings standings;

  @BeforeEach
  void openWithRoundRobin() {
    open("roundrobin");
  }

  private void open(String balance) {
    config =
        ConfigText.valid(
                directory,
                """
                proxy.p {
                  bind = ["127.0.0.1:6443"], slow-start = 15s, balance = %s
                  servers { a.address = "10.0.0.1:6443", b.address = "10.0.0.2:6443" }
                }
                """
                    .formatted(balance))
            .proxies()
            .get(0);
    pool = new ProxyPool(config);
    standings = new ServerStandings(config);
    for (String server : standings.servers()) {
      standings.put(server, standings.of(server).with(Verdict.READY));
    }
    pool.renew(config, standings);
  }

  @Test
  void aPercentageIsOfTheWeight() {
    assertThat(ratioOfA()).isEqualTo(1);
    say(50, null);
    assertThat(ratioOfA()).isEqualTo(0.5);
    say(25, null);
    assertThat(ratioOfA()).isEqualTo(0.25);
    say(null, null);
    assertThat(ratioOfA()).as("said no more, and not taken back").isEqualTo(0.25);
    say(300, null);
    assertThat(ratioOfA()).as("more than all is all").isEqualTo(1);
    say(1, null);
    assertThat(ratioOfA()).as("something is something").isPositive();
  }

  /** A share of it would be another table, or another order. */
  @Test
  void aPercentageIsNothingToATable() {
    open("maglev");
    say(50, null);
    assertThat(ratioOfA()).isEqualTo(1);
  }

  @Test
  void aLimitIsThatOfTheServer() {
    say(null, 30);
    assertThat(server("a").options().maxConnections()).isEqualTo(30);
    assertThat(server("b").options().maxConnections()).isZero();
    say(null, 0);
    assertThat(server("a").options().maxConnections()).isZero();
  }

  /** Half of what the slow start allows. */
  @Test
  void bothItAndTheSlowStartCount() {
    say(50, null);
    pool.moved("a", ServerState.DOWN, 0);
    pool.moved("a", ServerState.READY, 0);
    pool.warmUp(7 * S);
    assertThat(ratioOfA()).isEqualTo(0.25);
    pool.warmUp(15 * S);
    assertThat(ratioOfA()).isEqualTo(0.5);
  }

  private void say(@Nullable Integer percent, @Nullable Integer connections) {
    ProbeResult result =
        new ProbeResult(Reason.OK, "x", 1, null, new AgentAdvice(percent, connections));
    standings.put("a", standings.of("a").with(result));
    pool.renew(config, standings);
  }

  private Server server(String name) {
    return java.util.Objects.requireNonNull(pool.servers().snapshot().named(name));
  }

  /** Of its weight in the rotation to the other's. */
  private double ratioOfA() {
    return weight("a") / weight("b");
  }

  private double weight(String name) {
    return pool.servers().snapshot().rotation().get(0).stream()
        .filter(server -> server.name().equals(name))
        .mapToInt(Server::weight)
        .findFirst()
        .orElseThrow();
  }
}
