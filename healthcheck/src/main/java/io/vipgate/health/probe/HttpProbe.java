package io.vipgate.health.probe;

import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/** {@code GET} over a connection of its own, in HTTP/1.1 (RFC 9112). */
final class HttpProbe implements Probe {
  private final ProbeSpec spec;
  private final HttpQuestion question;

  HttpProbe(ProbeSpec spec) {
    this.spec = spec;
    this.question = new HttpQuestion(spec);
  }

  @Override
  public void start(EventLoop loop, Consumer<ProbeResult> once) {
    Attempt attempt = new Attempt(loop, spec, once);
    attempt.connect(channel -> question.addTo(channel, attempt));
  }
}
