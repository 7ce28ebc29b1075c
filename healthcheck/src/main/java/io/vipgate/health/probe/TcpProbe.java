package io.vipgate.health.probe;

import io.netty.channel.EventLoop;
import java.util.function.Consumer;

final class TcpProbe implements Probe {
  private final ProbeSpec spec;

  TcpProbe(ProbeSpec spec) {
    this.spec = spec;
  }

  @Override
  public void start(EventLoop loop, Consumer<ProbeResult> once) {
    throw new UnsupportedOperationException(spec.toString());
  }
}
