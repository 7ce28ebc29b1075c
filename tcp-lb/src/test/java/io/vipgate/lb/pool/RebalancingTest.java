package io.vipgate.lb.pool;

import static io.vipgate.lb.pool.Rebalancing.SETTLED_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lb.pool.Rebalancing.Close;
import io.vipgate.lb.pool.Rebalancing.Idle;
import io.vipgate.lb.pool.Rebalancing.Paused;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RebalancingTest {
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 6443);
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  private final Map<String, Long> open = new HashMap<>();
  private final Rebalancing rebalancing = new Rebalancing(30, 0.1);
  private ServerPool pool = pool(server("a", 1), server("b", 1), server("c", 1));
  private long nowNs;

  private static Server server(String name, int weight) {
    return new Server(name, ADDRESS, weight);
  }

  private static ServerPool pool(Server... servers) {
    ServerPool pool = new ServerPool(List.of(servers));
    for (Server server : servers) {
      pool.setState(server.name(), ServerState.READY);
    }
    return pool;
  }

  private void opened(long a, long b, long c) {
    open.put("a", a);
    open.put("b", b);
    open.put("c", c);
  }

  private void moves(String server, ServerState to) {
    pool.setState(server, to);
    rebalancing.moved(server, to, nowNs);
  }

  private void comesBack(String server) {
    moves(server, ServerState.DOWN);
    moves(server, ServerState.READY);
    nowNs = rebalancing.nextStepNs();
  }

  private Rebalancing.Step step() {
    return step(0);
  }

  private Rebalancing.Step step(long queued) {
    return rebalancing.step(
        pool.snapshot(), server -> open.getOrDefault(server.name(), 0L), queued, nowNs);
  }

  @Test
  void nothingHappensWithoutARecovery() {
    opened(100, 100, 0);
    rebalancing.moved("c", ServerState.READY, 0);
    assertThat(rebalancing.nextStepNs()).isEqualTo(Long.MAX_VALUE);
    assertThat(step()).isEqualTo(Idle.NOT_DUE);
  }

  @Test
  void itIsOffWhereNoneAMinuteAreToBeClosed() {
    Rebalancing off = new Rebalancing(0, 0.1);
    off.moved("c", ServerState.DOWN, 0);
    off.moved("c", ServerState.READY, 0);
    assertThat(off.nextStepNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aMinuteAfterTheRecoveryItBeginsWithWhoHasMostAndKeepsItsPace() {
    opened(100, 101, 0);
    moves("c", ServerState.DOWN);
    nowNs = 5 * SECOND_NS;
    moves("c", ServerState.READY);
    assertThat(rebalancing.nextStepNs()).isEqualTo(5 * SECOND_NS + SETTLED_NS);
    nowNs = rebalancing.nextStepNs() - 1;
    assertThat(step()).isEqualTo(Idle.NOT_DUE);
    nowNs++;
    assertThat(step()).isEqualTo(new Close("b", 101, 67));
    assertThat(step()).isEqualTo(Idle.NOT_DUE);
    assertThat(rebalancing.nextStepNs()).isEqualTo(nowNs + 2 * SECOND_NS);
  }

  @Test
  void aStepThatComesLateIsNotMadeUpFor() {
    opened(100, 100, 0);
    comesBack("c");
    nowNs += 100 * SECOND_NS;
    assertThat(step()).isInstanceOf(Close.class);
    assertThat(step()).isEqualTo(Idle.NOT_DUE);
  }

  @Test
  void itEndsWithinTheTolerance() {
    opened(67, 68, 65);
    comesBack("c");
    assertThat(step()).isEqualTo(Idle.BALANCED);
    assertThat(rebalancing.nextStepNs()).isEqualTo(Long.MAX_VALUE);
  }

  /** By hand: 200 connections over weights 2, 1, 1 are 100, 50 and 50. */
  @Test
  void sharesAreByWeight() {
    pool = pool(server("a", 2), server("b", 1), server("c", 1));
    opened(105, 65, 30);
    comesBack("c");
    assertThat(step()).isEqualTo(new Close("b", 65, 50));
  }

  @Test
  void aServerThatStartsSlowlyIsDueNoLess() {
    opened(90, 90, 20);
    comesBack("c");
    pool.setShare("c", 2);
    assertThat(step()).isEqualTo(new Close("a", 90, 67));
  }

  @Test
  void backupsAreDueNothing() {
    Server backup =
        new Server("c", ADDRESS, 1, ServerOptions.DEFAULT.withTier(1).withMaxConnections(0));
    pool = pool(server("a", 1), server("b", 1), backup);
    opened(0, 0, 3);
    comesBack("a");
    assertThat(step()).isEqualTo(new Close("c", 3, 0));
  }

  @Test
  void nobodyIsSentToWhoIsFull() {
    Server small = new Server("c", ADDRESS, 1, ServerOptions.DEFAULT.withMaxConnections(10));
    pool = pool(server("a", 1), server("b", 1), small);
    opened(100, 60, 10);
    comesBack("c");
    // b has as many as it is due, and c has no room.
    assertThat(step()).isEqualTo(Idle.BALANCED);
  }

  @Test
  void itPausesWhileAnybodyIsNotReadyAndGoesOnAMinuteAfter() {
    opened(100, 100, 0);
    comesBack("c");
    for (ServerState state : ServerState.values()) {
      if (state != ServerState.READY) {
        moves("a", state);
        nowNs += SETTLED_NS;
        assertThat(step()).isEqualTo(new Paused("server a is " + state));
      }
    }
    moves("a", ServerState.READY);
    assertThat(step()).isEqualTo(Idle.NOT_DUE);
    nowNs += SETTLED_NS;
    assertThat(step()).isInstanceOf(Close.class);
  }

  @Test
  void itPausesWhileClientsQueue() {
    opened(100, 100, 0);
    comesBack("c");
    assertThat(step(7)).isEqualTo(new Paused("7 clients wait for a server"));
    nowNs = rebalancing.nextStepNs();
    assertThat(step(0)).isInstanceOf(Close.class);
  }

  @Test
  void itGivesUpWhereClosingDoesNotHelp() {
    opened(4, 2, 0);
    comesBack("c");
    for (int closed = 0; closed < 6; closed++) {
      assertThat(step()).isEqualTo(new Close("a", 4, 2));
      rebalancing.closed(1);
      nowNs = rebalancing.nextStepNs();
    }
    assertThat(step()).isEqualTo(Idle.GIVEN_UP);
    assertThat(rebalancing.nextStepNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void clientsThatComeBackInTurnEndWithinTheToleranceAndAtThePace() {
    opened(300, 300, 0);
    comesBack("c");
    long began = nowNs;
    int closed = 0;
    int turn = 0;
    while (step() instanceof Close close) {
      open.merge(close.server(), -1L, Long::sum);
      open.merge(List.of("a", "b", "c").get(turn++ % 3), 1L, Long::sum);
      rebalancing.closed(1);
      closed++;
      nowNs = rebalancing.nextStepNs();
      assertThat(open.values().stream().mapToLong(n -> n).sum()).isEqualTo(600);
      if (nowNs == Long.MAX_VALUE) {
        break;
      }
    }
    assertThat(open.values()).allMatch(n -> n <= 220);
    assertThat(closed).isBetween(160, 600);
    assertThat(began).isPositive();
  }
}
