package io.vipgate.bench.load;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** One stream that is to stay. */
final class StreamProbe implements HttpProbe {
  private final long bornNs;
  private @Nullable Channel channel;
  private boolean broken;
  private boolean heard;
  private long heardNs;
  private long endedNs;

  StreamProbe(long bornNs) {
    this.bornNs = bornNs;
    this.heardNs = bornNs;
  }

  @Override
  public void connected(Channel connected) {
    channel = connected;
  }

  @Override
  public void received(long nowNs, int server) {
    heard = true;
    heardNs = nowNs;
  }

  @Override
  public void ended(long nowNs) {
    if (!broken) {
      broken = true;
      endedNs = nowNs;
    }
  }

  boolean isBroken() {
    return broken;
  }

  /** When it ended; of a broken one. */
  long endedNs() {
    return endedNs;
  }

  /** Whether it is neither ended nor alive, which is worse than ended: nobody opens it anew. */
  boolean hangs(long nowNs) {
    return !broken && nowNs - heardNs > Streams.SILENCE_NS;
  }

  /** Whether it has brought something, and lately. */
  boolean lives(long nowNs) {
    return heard && !broken && !hangs(nowNs);
  }

  long ageNs(long nowNs) {
    return nowNs - bornNs;
  }

  void close() {
    ProbeClient.close(channel);
  }
}
