package io.vipgate.health.probe;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** As {@link HttpQuestion}, in HTTP/2. Loaded only where that is configured. */
final class Http2Question implements Http2Connection.Question {
  private final HttpQuestion question;
  private final String authority;

  Http2Question(HttpQuestion question, ProbeSpec spec) {
    this.question = question;
    this.authority = HttpQuestion.authority(spec);
  }

  @Override
  public Http2Headers headers() throws CredentialException {
    HttpSettings settings = question.settings();
    Http2Headers headers =
        new DefaultHttp2Headers()
            .method(settings.method())
            .scheme("https")
            .authority(authority)
            .path(settings.path())
            .add("user-agent", "vipgate")
            .add("accept", "*/*");
    settings.headers().forEach(h -> headers.add(h.name().toLowerCase(Locale.ROOT), h.value()));
    String token = question.bearerToken();
    if (token != null) {
      headers.add("authorization", "Bearer " + token);
    }
    return headers;
  }

  @Override
  public byte @Nullable [] body() {
    return null;
  }

  @Override
  public @Nullable Finding onHeaders(Http2Headers headers) {
    Finding finding = judge(headers);
    return finding.reason() == Reason.OK ? null : finding;
  }

  private Finding judge(Http2Headers headers) {
    String status = String.valueOf(headers.status());
    if (!status.matches("[1-9][0-9]{2}")) {
      return new Finding(Reason.BAD_ANSWER, "an answer without a status");
    }
    return question.judge(Integer.parseInt(status));
  }

  @Override
  public Finding onEnd(Http2Headers first, @Nullable Http2Headers trailers, byte[] content) {
    return question.judgeBody(judge(first), content);
  }
}
