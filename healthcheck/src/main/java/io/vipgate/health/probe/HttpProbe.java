package io.vipgate.health.probe;

import io.netty.channel.EventLoop;
import java.util.function.Consumer;

final class HttpProbe implements Probe {
  private final ProbeSpec spec;

  HttpProbe(ProbeSpec spec) {
    this.spec = spec;
  }

  @Override
  public void start(EventLoop loop, Consumer<ProbeResult> once) {
    throw new UnsupportedOperationException(spec.toString());
  }
}
