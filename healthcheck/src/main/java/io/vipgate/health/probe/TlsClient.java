package io.vipgate.health.probe;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;

/**
 * The client's side of TLS 1.2 and 1.3 (RFC 5246, RFC 8446) towards one server: one context, which
 * remembers the session.
 */
final class TlsClient {
  /** A resumed session skips the certificate, so this is how late a bad one may be noticed. */
  private static final int SESSION_TIMEOUT_SECONDS = 600;

  /** How long a close waits for its close_notify to leave. */
  private static final long FLUSH_TIMEOUT_MS = 100;

  private final SslContext context;
  private final String peerHost;
  private final int peerPort;

  TlsClient(ProbeSpec spec) {
    TlsSettings tls = spec.tls();
    this.peerHost =
        tls.serverName() != null ? tls.serverName() : spec.target().getAddress().getHostAddress();
    this.peerPort = spec.target().getPort();
    this.context = newContext(tls);
  }

  private static SslContext newContext(TlsSettings tls) {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .protocols("TLSv1.3", "TLSv1.2")
            .sessionTimeout(SESSION_TIMEOUT_SECONDS)
            .endpointIdentificationAlgorithm(tls.verify() == TlsVerify.FULL ? "HTTPS" : null);
    if (tls.verify() == TlsVerify.NONE) {
      builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
    } else {
      builder.trustManager(tls.trusted());
    }
    if (tls.serverName() != null) {
      builder.serverName(new SNIHostName(tls.serverName()));
    }
    try {
      return builder.build();
    } catch (SSLException e) {
      throw new IllegalArgumentException(
          "tls: no context from these settings: " + e.getMessage(), e);
    }
  }

  SslHandler newHandler(ByteBufAllocator allocator) {
    // Host and port are the key under which the session is remembered, and the host the name to
    // verify.
    SslHandler handler = context.newHandler(allocator, peerHost, peerPort);
    // No timer but the attempt's own.
    handler.setHandshakeTimeoutMillis(0);
    handler.setCloseNotifyFlushTimeoutMillis(FLUSH_TIMEOUT_MS);
    return handler;
  }
}
