package io.vipgate.health.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What one spec asks over HTTP, and what it is to be answered with. The request's bytes are written
 * down once, but for a token that changes.
 */
final class HttpQuestion {
  private static final int MAX_START_LINE = 4 << 10;
  private static final int MAX_HEADERS = 16 << 10;

  private final HttpSettings settings;
  private final String head;
  private final @Nullable TokenFile token;
  private final BytePattern.@Nullable Search body;
  private ByteBuf request = Unpooled.EMPTY_BUFFER;

  HttpQuestion(ProbeSpec spec) {
    this.settings = spec.http();
    this.head = head(settings, authority(spec), keeps());
    this.token = settings.tokenFile() == null ? null : new TokenFile(settings.tokenFile());
    this.body = settings.body() == null ? null : settings.body().search();
    if (token == null) {
      request = bytes(head + "\r\n");
    }
  }

  /** The {@code Host} header, or {@code :authority}. */
  static String authority(ProbeSpec spec) {
    String host = spec.http().host();
    return host != null ? host : NetUtil.toSocketAddressString(spec.target());
  }

  private static String head(HttpSettings settings, String authority, boolean keeps) {
    StringBuilder head = new StringBuilder();
    head.append("%s %s HTTP/1.1\r\n".formatted(settings.method(), settings.path()));
    head.append("Host: %s\r\n".formatted(authority));
    head.append("User-Agent: vipgate\r\nAccept: */*\r\n");
    if (!keeps) {
      head.append("Connection: close\r\n");
    }
    settings.headers().forEach(h -> head.append("%s: %s\r\n".formatted(h.name(), h.value())));
    return head.toString();
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.unreleasableBuffer(
        Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII)));
  }

  HttpSettings settings() {
    return settings;
  }

  /** Whether the connection is to be kept for the next look. */
  boolean keeps() {
    return settings.connection() == HttpConnections.KEPT;
  }

  /**
   * The request, to be written once.
   *
   * @throws CredentialException if the token cannot be read
   */
  ByteBuf request() throws CredentialException {
    if (token != null && token.refresh()) {
      request = bytes(head + "Authorization: Bearer " + token.value() + "\r\n\r\n");
    }
    return request.duplicate();
  }

  /**
   * The token, if there is one.
   *
   * @throws CredentialException if it cannot be read
   */
  @Nullable String bearerToken() throws CredentialException {
    if (token == null) {
      return null;
    }
    token.refresh();
    return token.value();
  }

  /** Reads answers to it. */
  HttpResponseDecoder newDecoder() {
    HttpDecoderConfig config =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_START_LINE)
            .setMaxHeaderSize(MAX_HEADERS)
            .setValidateHeaders(false);
    boolean bodiless = settings.method().equals("HEAD");
    return new HttpResponseDecoder(config) {
      @Override
      protected boolean isContentAlwaysEmpty(HttpMessage answer) {
        return bodiless || super.isContentAlwaysEmpty(answer);
      }
    };
  }

  /** Whether the body matters. */
  boolean readsBody() {
    return body != null;
  }

  /** What an answer with this status means, before its body is known. */
  Finding judge(int status) {
    if (settings.expected().contains(status)) {
      return new Finding(Reason.OK, "HTTP " + status);
    }
    String evidence = "HTTP %d (expected: %s)".formatted(status, settings.expected());
    if (status == 401 || status == 403) {
      return new Finding(
          Reason.UNAUTHORIZED,
          (token == null && status == 401)
              ? "%s: %s is not for anonymous requests: allow them on the server, give the check a token-file or a client-cert, or expect status %d"
                  .formatted(evidence, settings.path(), status)
              : "%s: %s is not for %s requests: allow them on the server, or expect status %d"
                  .formatted(
                      evidence, settings.path(), token == null ? "anonymous" : "such", status));
    }
    return new Finding(Reason.STATUS, evidence);
  }

  /** What the whole answer means, whose status is as expected. */
  Finding judgeBody(Finding status, byte[] content) {
    if (body == null) {
      return status;
    }
    return Diagnosis.ofContent(status, settings.body(), body, content);
  }
}
