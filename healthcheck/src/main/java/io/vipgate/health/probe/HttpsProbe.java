package io.vipgate.health.probe;

import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/**
 * As {@link HttpProbe}, over TLS. Sessions are resumed from one look to the next where the server
 * allows it.
 */
final class HttpsProbe implements Probe {
  private final ProbeSpec spec;
  private final TlsClient tls;
  private final HttpQuestion question;

  HttpsProbe(ProbeSpec spec) {
    this.spec = spec;
    this.tls = new TlsClient(spec);
    this.question = new HttpQuestion(spec);
  }

  @Override
  public void start(EventLoop loop, Consumer<ProbeResult> once) {
    Attempt attempt = new Attempt(loop, spec, once);
    attempt.connect(
        channel -> {
          channel.pipeline().addLast(tls.newHandler(channel.alloc()));
          question.addTo(channel, attempt);
        });
  }
}
