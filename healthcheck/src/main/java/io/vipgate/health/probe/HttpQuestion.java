package io.vipgate.health.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;

/**
 * What one spec asks over HTTP: the request's bytes, written down once, and what they are to be
 * answered with.
 */
final class HttpQuestion {
  private static final int MAX_START_LINE = 4 << 10;
  private static final int MAX_HEADERS = 16 << 10;

  private final HttpSettings settings;
  private final ByteBuf request;

  HttpQuestion(ProbeSpec spec) {
    this.settings = spec.http();
    String host =
        settings.host() != null ? settings.host() : NetUtil.toSocketAddressString(spec.target());
    String text =
        "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: vipgate\r\nAccept: */*\r\nConnection: close\r\n\r\n"
            .formatted(settings.path(), host);
    this.request =
        Unpooled.unreleasableBuffer(
            Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Appends all that it takes to ask once. */
  void addTo(EpollSocketChannel channel, Attempt attempt) {
    // The server's FIN must not close our side: it is owed a close_notify and a FIN of our own.
    channel.config().setAllowHalfClosure(true);
    channel
        .pipeline()
        .addLast(new AnswerMeter(attempt))
        .addLast(
            new HttpResponseDecoder(
                new HttpDecoderConfig()
                    .setMaxInitialLineLength(MAX_START_LINE)
                    .setMaxHeaderSize(MAX_HEADERS)))
        .addLast(new HttpExchange(channel, attempt, this));
  }

  /** The request, to be written once. */
  ByteBuf request() {
    return request.duplicate();
  }

  /** What an answer with this status means. */
  Finding judge(int status) {
    if (settings.expected().contains(status)) {
      return new Finding(Reason.OK, "HTTP " + status);
    }
    String evidence = "HTTP %d (expected: %s)".formatted(status, settings.expected());
    if (status == 401 || status == 403) {
      return new Finding(
          Reason.UNAUTHORIZED,
          "%s: %s is not for anonymous requests: allow them on the server, or expect status %d"
              .formatted(evidence, settings.path(), status));
    }
    return new Finding(Reason.STATUS, evidence);
  }
}
