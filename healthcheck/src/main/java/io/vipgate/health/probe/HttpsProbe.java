package io.vipgate.health.probe;

import io.netty.channel.EventLoop;
import java.util.function.Consumer;

final class HttpsProbe implements Probe {
  private final ProbeSpec spec;

  HttpsProbe(ProbeSpec spec) {
    this.spec = spec;
  }

  @Override
  public void start(EventLoop loop, Consumer<ProbeResult> once) {
    throw new UnsupportedOperationException(spec.toString());
  }
}
