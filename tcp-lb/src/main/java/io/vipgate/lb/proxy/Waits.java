package io.vipgate.lb.proxy;

import io.netty.channel.IoEventLoop;

/** What connections of a loop wait for, and not for ever. */
final class Waits {
  /** For the header of the PROXY protocol. */
  final Deadlines header;

  /** For a server with room. */
  final Deadlines queue;

  /** For a server's answer to a connect. */
  final Deadlines connect;

  Waits(IoEventLoop loop, FrontendConfig config) {
    this.header = new Deadlines(loop, config.connectTimeoutNs());
    this.queue = new Deadlines(loop, config.timeouts().queueNs());
    this.connect = new Deadlines(loop, config.connectTimeoutNs());
  }

  void stop() {
    header.stop();
    queue.stop();
    connect.stop();
  }
}
