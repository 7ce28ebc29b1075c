package io.vipgate.bench.load;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** One request on a connection of its own: served when the answer begins, or failed. */
final class RequestProbe implements HttpProbe {
  private final Notices notices;
  private final long askedNs;
  private @Nullable Channel channel;
  private boolean decided;

  RequestProbe(Notices notices, long askedNs) {
    this.notices = notices;
    this.askedNs = askedNs;
    notices.asked(this);
  }

  @Override
  public void connected(Channel connected) {
    channel = connected;
  }

  @Override
  public void received(long nowNs, int server) {
    if (!decided) {
      decided = true;
      notices.served(askedNs, nowNs, server);
      ProbeClient.close(channel);
    }
  }

  @Override
  public void ended(long nowNs) {
    if (!decided) {
      decided = true;
      notices.failed(askedNs);
    }
  }

  long askedNs() {
    return askedNs;
  }

  boolean isDecided() {
    return decided;
  }

  /** Waits no longer. */
  void giveUp(long nowNs) {
    ended(nowNs);
    ProbeClient.close(channel);
  }
}
