package io.vipgate.bench.load;

import io.netty.channel.Channel;

/** What waits for the answer to a request. On the client's one loop. */
interface HttpProbe {
  /** The channel is connected. */
  void connected(Channel channel);

  /**
   * Bytes came.
   *
   * @param server the last digit of the answer, by which a server tells its number
   */
  void received(long nowNs, int server);

  /** The connection was refused, or has ended. */
  void ended(long nowNs);
}
