package io.vipgate.app.proxy;

import io.vipgate.app.config.CheckConfig;
import io.vipgate.app.config.ServerConfig;
import io.vipgate.health.CheckSpec;
import io.vipgate.health.probe.CaFile;
import io.vipgate.health.probe.HttpSettings;
import io.vipgate.health.probe.ProbeSpec;
import io.vipgate.health.probe.ProbeType;
import io.vipgate.health.probe.TlsSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/** From a proxy's check as configured to what is run for each of its servers. */
final class CheckSpecs {
  private final CheckConfig config;
  private final ProbeType type;
  private final HttpSettings http;
  private final TlsSettings tls;

  private CheckSpecs(CheckConfig config, ProbeType type, HttpSettings http, TlsSettings tls) {
    this.config = config;
    this.type = type;
    this.http = http;
    this.tls = tls;
  }

  /**
   * Reads what the check needs, once for all servers.
   *
   * @throws IOException if the CA file cannot be used
   */
  static CheckSpecs of(CheckConfig config) throws IOException {
    return new CheckSpecs(
        config,
        typeOf(config.type()),
        new HttpSettings(config.path(), config.host(), config.status()),
        new TlsSettings(config.verify(), trusted(config), config.sni()));
  }

  CheckSpec forServer(ServerConfig server) {
    int port = config.port() == null ? server.address().port() : config.port();
    InetSocketAddress target = new InetSocketAddress(server.address().address(), port);
    return new CheckSpec(
        new ProbeSpec(type, target, config.timeout().toNanos(), http, tls),
        config.interval().toNanos(),
        config.rise(),
        config.fall());
  }

  /** The configuration was checked against this very list. */
  private static ProbeType typeOf(String label) {
    return Arrays.stream(ProbeType.values())
        .filter(type -> type.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static List<X509Certificate> trusted(CheckConfig config) throws IOException {
    Path file = config.caFile();
    if (file == null) {
      return List.of();
    }
    try {
      return CaFile.read(file);
    } catch (CertificateException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
