package io.vipgate.bench.load;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** One request on a connection of its own: served when the answer begins, or failed. */
final class RequestProbe implements HttpProbe {
  private final Notices notices;
  private @Nullable Channel channel;
  private boolean decided;

  RequestProbe(Notices notices) {
    this.notices = notices;
    notices.asked();
  }

  @Override
  public void connected(Channel connected) {
    channel = connected;
  }

  @Override
  public void received(long nowNs) {
    if (!decided) {
      decided = true;
      notices.served(nowNs);
      ProbeClient.close(channel);
    }
  }

  @Override
  public void ended(long nowNs) {
    if (!decided) {
      decided = true;
      notices.failed();
    }
  }
}
