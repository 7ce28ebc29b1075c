package io.vipgate.health.probe;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks {@code grpc.health.v1.Health/Check} for one service (gRPC's health checking protocol), over
 * HTTP/2: with prior knowledge without TLS, as kubelet does, by ALPN with it.
 */
final class GrpcProbe implements Probe {
  private final ProbeSpec spec;
  private final @Nullable TlsClient tls;

  private GrpcProbe(ProbeSpec spec, @Nullable TlsClient tls) {
    this.spec = spec;
    this.tls = tls;
  }

  static GrpcProbe plain(ProbeSpec spec) {
    return new GrpcProbe(spec, null);
  }

  static GrpcProbe overTls(ProbeSpec spec) {
    return new GrpcProbe(spec, new TlsClient(spec, List.of(Http2Connection.PROTOCOL)));
  }

  @Override
  public void start(EventLoop loop, Consumer<ProbeResult> once) {
    Attempt attempt = new Attempt(loop, spec, tls == null ? once : tls.addingCertificate(once));
    try {
      var unused = tls != null && tls.refresh();
    } catch (CredentialException e) {
      attempt.conclude(e.finding());
      return;
    }
    GrpcHealth question =
        new GrpcHealth(spec.settings().grpcService(), HttpQuestion.authority(spec), tls != null);
    attempt.connect(
        channel -> {
          channel.config().setAllowHalfClosure(true);
          if (tls == null) {
            Http2Connection.addTo(channel, attempt, question);
          } else {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
            Http2Connection.addBehindTls(channel, attempt, question, null);
          }
        });
  }
}
