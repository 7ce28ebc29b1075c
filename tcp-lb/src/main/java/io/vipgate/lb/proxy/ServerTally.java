package io.vipgate.lb.proxy;

/** One server's counters on one loop. */
final class ServerTally {
  /** Connections that are open or being opened: what balancing goes by. */
  final Counter engaged = new Counter();

  final Counter connections = new Counter();
  final Counter connectionsTotal = new Counter();
  final Counter bytesToServer = new Counter();
  final Counter bytesToClient = new Counter();
  final Counter resets = new Counter();
  final Counter shed = new Counter();
  final ReasonCounters<ConnectFailure> connectFailures = new ReasonCounters<>(ConnectFailure.class);

  ServerStats read() {
    return new ServerStats(
        connections.get(),
        connectionsTotal.get(),
        bytesToServer.get(),
        bytesToClient.get(),
        connectFailures.read(),
        resets.get(),
        shed.get());
  }
}
