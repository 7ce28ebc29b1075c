package io.vipgate.health.probe;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of TLS 1.2 and 1.3 (RFC 5246, RFC 8446) towards one server: one context, which
 * remembers the session, and the certificate that the server showed last.
 */
final class TlsClient {
  /** A resumed session skips the certificate, so this is how late a bad one may be noticed. */
  private static final int SESSION_TIMEOUT_SECONDS = 600;

  /** How long a close waits for its close_notify to leave. */
  private static final long FLUSH_TIMEOUT_MS = 100;

  private final TlsSettings settings;
  private final List<String> applicationProtocols;
  private final String peerHost;
  private final int peerPort;
  private final CertificateNote note;
  private final @Nullable IdentityFiles identity;
  private SslContext context;

  TlsClient(ProbeSpec spec) {
    this(spec, List.of());
  }

  /**
   * @param applicationProtocols to offer, the best first (RFC 7301); empty: nothing is said of them
   */
  TlsClient(ProbeSpec spec, List<String> applicationProtocols) {
    this.settings = spec.tls();
    this.applicationProtocols = applicationProtocols;
    this.peerHost =
        settings.serverName() != null
            ? settings.serverName()
            : spec.target().getAddress().getHostAddress();
    this.peerPort = spec.target().getPort();
    this.note = new CertificateNote(settings);
    this.identity = settings.identity() == null ? null : new IdentityFiles(settings.identity());
    this.context = newContext();
  }

  /**
   * Takes up a client certificate that has changed.
   *
   * @return whether one has: what is connected already has the old one
   * @throws CredentialException if it cannot be read
   */
  boolean refresh() throws CredentialException {
    if (identity == null || !identity.refresh()) {
      return false;
    }
    context = newContext();
    return true;
  }

  private SslContext newContext() {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .protocols(settings.versions().protocols())
            .sessionTimeout(SESSION_TIMEOUT_SECONDS)
            .trustManager(note)
            .endpointIdentificationAlgorithm(settings.verify() == TlsVerify.FULL ? "HTTPS" : null);
    if (settings.serverName() != null) {
      builder.serverName(new SNIHostName(settings.serverName()));
    }
    if (!applicationProtocols.isEmpty()) {
      builder.applicationProtocolConfig(
          new ApplicationProtocolConfig(
              Protocol.ALPN,
              SelectorFailureBehavior.NO_ADVERTISE,
              SelectedListenerFailureBehavior.ACCEPT,
              applicationProtocols));
    }
    if (identity != null) {
      identity.applyTo(builder);
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

  /** Adds the certificate that was seen last to each result. */
  Consumer<ProbeResult> addingCertificate(Consumer<ProbeResult> listener) {
    return result -> listener.accept(result.with(note.last()));
  }
}
