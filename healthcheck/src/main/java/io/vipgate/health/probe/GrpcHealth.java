package io.vipgate.health.probe;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The call {@code grpc.health.v1.Health/Check}, whose messages are small enough to be written by
 * hand:
 *
 * <pre>
 *   frame     flags (1, 0: not compressed) | length (4) | message
 *   request   0x0a | length | service          field 1, a string; absent for the whole server
 *   response  0x08 | status                    field 1, a varint; absent for 0
 *   status    0 UNKNOWN, 1 SERVING, 2 NOT_SERVING, 3 SERVICE_UNKNOWN
 * </pre>
 */
final class GrpcHealth implements Http2Connection.Question {
  private static final int FRAME_HEADER = 5;
  private static final int SERVICE_FIELD = 0x0a;
  private static final int STATUS_FIELD = 0x08;
  private static final String[] STATUSES = {"UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"};

  // https://grpc.io/docs/guides/status-codes/
  private static final String NOT_FOUND = "5";
  private static final String UNIMPLEMENTED = "12";

  private final String service;
  private final String authority;
  private final boolean tls;

  GrpcHealth(String service, String authority, boolean tls) {
    this.service = service;
    this.authority = authority;
    this.tls = tls;
  }

  @Override
  public Http2Headers headers() {
    return new DefaultHttp2Headers()
        .method("POST")
        .scheme(tls ? "https" : "http")
        .authority(authority)
        .path("/grpc.health.v1.Health/Check")
        .add("content-type", "application/grpc")
        .add("te", "trailers")
        .add("user-agent", "vipgate");
  }

  @Override
  public byte[] body() {
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    if (name.length > 0) {
      message.write(SERVICE_FIELD);
      message.write(name.length); // below 128, so one byte of a varint
      message.writeBytes(name);
    }
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(new byte[] {0, 0, 0, 0, (byte) message.size()});
    frame.writeBytes(message.toByteArray());
    return frame.toByteArray();
  }

  @Override
  public @Nullable Finding onHeaders(Http2Headers headers) {
    String status = String.valueOf(headers.status());
    return status.equals("200")
        ? null
        : new Finding(Reason.STATUS, "HTTP %s (expected: 200)".formatted(status));
  }

  @Override
  public Finding onEnd(Http2Headers first, @Nullable Http2Headers trailers, byte[] content) {
    CharSequence code = (trailers == null ? first : trailers).get("grpc-status");
    if (code == null) {
      return new Finding(
          Reason.BAD_ANSWER, "no grpc-status (expected: an answer of a gRPC server)");
    }
    if (!code.toString().equals("0")) {
      return new Finding(Reason.STATUS, error(code.toString()));
    }
    return judge(content);
  }

  private String error(String code) {
    return switch (code) {
      case NOT_FOUND ->
          "gRPC status 5: the service \"%s\" is not known (expected: one that the server reports on)"
              .formatted(service);
      case UNIMPLEMENTED ->
          "gRPC status 12: the server has no health service (expected: grpc.health.v1.Health)";
      default ->
          "gRPC status %s (expected: 0)"
              .formatted(BytePattern.excerpt(code.toString().getBytes(StandardCharsets.UTF_8)));
    };
  }

  private static Finding judge(byte[] frame) {
    int status = frame.length == FRAME_HEADER ? 0 : statusIn(frame);
    if (status < 0) {
      return new Finding(
          Reason.BAD_ANSWER, "an answer that is no HealthCheckResponse (expected: SERVING)");
    }
    String name = STATUSES[status];
    return status == 1
        ? new Finding(Reason.OK, name)
        : new Finding(Reason.STATUS, "%s (expected: SERVING)".formatted(name));
  }

  private static int statusIn(byte[] frame) {
    boolean understood =
        frame.length == FRAME_HEADER + 2
            && frame[0] == 0
            && frame[FRAME_HEADER] == STATUS_FIELD
            && frame[FRAME_HEADER + 1] >= 0
            && frame[FRAME_HEADER + 1] < STATUSES.length;
    return understood ? frame[FRAME_HEADER + 1] : -1;
  }
}
