package io.vipgate.bench.load;

import io.netty.channel.Channel;

/** What waits for the answer to a request. On the client's one loop. */
interface HttpProbe {
  /** The channel is connected, TLS and all. */
  void connected(Channel channel);

  /** Bytes came. */
  void received(long nowNs);

  /** The connection could not be made, or has ended. */
  void ended(long nowNs);
}
