package io.vipgate.app.proxy;

import io.vipgate.app.config.RebalanceConfig;
import io.vipgate.app.journal.JournalCause;
import io.vipgate.lb.pool.Rebalancing;
import io.vipgate.lb.pool.ServerPool;
import io.vipgate.lb.pool.ServerState;
import io.vipgate.lb.proxy.Frontend;
import io.vipgate.lb.proxy.FrontendStats;

/**
 * Carries out what {@link Rebalancing} decides for one proxy, and writes down when it begins,
 * pauses and ends. On the control thread.
 */
final class Rebalancer {
  private static final JournalCause RECOVERED =
      new JournalCause("server_back", "a server is back and has less than its share");

  private static final JournalCause UNHEALTHY =
      new JournalCause("not_healthy", "connections are closed only while everything is healthy");

  private static final JournalCause BALANCED =
      new JournalCause("balanced", "no server has more than its share and the tolerance");

  private static final JournalCause IN_VAIN =
      new JournalCause("in_vain", "as many connections were closed as there were at the beginning");

  private static final JournalCause RELOADED =
      new JournalCause("reload", "its configuration is another one");

  private final ProxyResources shared;
  private final String subject;
  private final ServerPool pool;
  private final Frontend frontend;
  private RebalanceConfig config;
  private Rebalancing core;
  private RebalanceState state;

  Rebalancer(
      String proxy,
      RebalanceConfig config,
      ProxyResources shared,
      ServerPool pool,
      Frontend frontend) {
    this.subject = "rebalance/" + proxy;
    this.config = config;
    this.shared = shared;
    this.pool = pool;
    this.frontend = frontend;
    this.core = core(config);
    this.state = atRest(config);
  }

  private static Rebalancing core(RebalanceConfig of) {
    return new Rebalancing(of.perMinute(), of.tolerance() / 100.0);
  }

  private static RebalanceState atRest(RebalanceConfig of) {
    return of.perMinute() == 0 ? RebalanceState.OFF : RebalanceState.RESTING;
  }

  RebalanceState state() {
    return state;
  }

  /** Goes by another configuration, from the next recovery on. */
  void reconfigure(RebalanceConfig next) {
    if (next.equals(config)) {
      return;
    }
    config = next;
    core = core(next);
    become(atRest(next), RELOADED, next.perMinute() + " a minute");
  }

  /** A server's state is another one from now on. */
  void moved(String server, ServerState to, long nowNs) {
    core.moved(server, to, nowNs);
  }

  long nextStepNs() {
    return core.nextStepNs();
  }

  void onDeadline(long nowNs) {
    if (nowNs < core.nextStepNs()) {
      return;
    }
    FrontendStats stats = frontend.stats();
    Rebalancing.Step step =
        core.step(
            pool.snapshot(),
            server -> stats.server(server.name()).connections(),
            stats.queued(),
            nowNs);
    if (step instanceof Rebalancing.Close close) {
      shed(close);
    } else if (step instanceof Rebalancing.Paused paused) {
      become(RebalanceState.PAUSED, UNHEALTHY, paused.reason());
    } else if (step == Rebalancing.Idle.GIVEN_UP) {
      become(RebalanceState.RESTING, IN_VAIN, closed(stats));
    } else if (step == Rebalancing.Idle.BALANCED) {
      become(RebalanceState.RESTING, BALANCED, closed(stats));
    }
  }

  private void shed(Rebalancing.Close close) {
    become(
        RebalanceState.SHEDDING,
        RECOVERED,
        "%s has %d connections, its share is %d"
            .formatted(close.server(), close.open(), close.share()));
    Rebalancing decided = core;
    var unused = frontend.shed(close.server()).thenAcceptAsync(decided::closed, shared.control());
  }

  private static String closed(FrontendStats stats) {
    return stats.total().shed() + " closed since the start";
  }

  private void become(RebalanceState next, JournalCause cause, String evidence) {
    if (next != state) {
      shared.journal().record(subject, state.name(), next.name(), cause, evidence);
      state = next;
    }
  }
}
