package io.vipgate.lb.proxy;

import io.vipgate.lb.pool.Server;
import org.jspecify.annotations.Nullable;

/** What is kept of a connection while it lives, where connections are logged. */
final class Trace {
  private static final long NEVER = -1;

  private @Nullable String server;
  private long chosenNs = NEVER;
  private long connectedNs = NEVER;
  private int attempts;
  private int ahead;

  void queued(int before) {
    ahead = before;
  }

  void chose(Server next, long sinceArrivalNs) {
    server = next.name();
    attempts++;
    if (chosenNs == NEVER) {
      chosenNs = sinceArrivalNs;
    }
  }

  void connected(long sinceArrivalNs) {
    connectedNs = sinceArrivalNs;
  }

  ConnectionRecord over(
      ProxyLoop proxy,
      Origin origin,
      @Nullable Relay relay,
      Ending ending,
      Phase phase,
      long totalNs) {
    return new ConnectionRecord(
        proxy.config().name(),
        origin.endpoints(),
        server,
        chosenNs,
        connectedNs == NEVER ? NEVER : connectedNs - chosenNs,
        totalNs,
        relay == null ? 0 : relay.bytesToServer(),
        relay == null ? 0 : relay.bytesToClient(),
        ending,
        phase,
        Math.max(0, attempts - 1),
        proxy.home().tally().clients.get(),
        server == null ? 0 : proxy.home().tally().server(server).connections.get(),
        ahead);
  }
}
