package io.vipgate.bench.load;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** One stream that is to stay. */
final class StreamProbe implements HttpProbe {
  private @Nullable Channel channel;
  private boolean broken;
  private boolean heard;
  private long heardNs;

  @Override
  public void connected(Channel connected) {
    channel = connected;
  }

  @Override
  public void received(long nowNs) {
    heard = true;
    heardNs = nowNs;
  }

  @Override
  public void ended(long nowNs) {
    broken = true;
  }

  boolean isHeard() {
    return heard;
  }

  boolean isBroken() {
    return broken;
  }

  /** Whether it is neither ended nor alive, which is worse than ended: nobody opens it anew. */
  boolean hangs(long nowNs) {
    return !broken && nowNs - heardNs > ProbeClient.SILENCE_NS;
  }

  void close() {
    ProbeClient.close(channel);
  }
}
