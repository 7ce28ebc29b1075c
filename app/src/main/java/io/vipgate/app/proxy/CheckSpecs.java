package io.vipgate.app.proxy;

import io.vipgate.app.config.CheckConfig;
import io.vipgate.app.config.ProbeConfig;
import io.vipgate.app.config.ProxyConfig;
import io.vipgate.app.config.ServerConfig;
import io.vipgate.app.config.TlsCheckConfig;
import io.vipgate.health.Cadence;
import io.vipgate.health.CheckSpec;
import io.vipgate.health.probe.CaFile;
import io.vipgate.health.probe.ProbeSettings;
import io.vipgate.health.probe.ProbeSpec;
import io.vipgate.health.probe.ProbeType;
import io.vipgate.health.probe.ProgramSettings;
import io.vipgate.health.probe.TlsSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a proxy's check as configured to what is run for each of its servers. */
final class CheckSpecs {
  private final ProxyConfig proxy;
  private final CheckConfig config;
  private final Look look;
  private final List<Look> members;

  /** One probe, with what had to be read for it. */
  private record Look(ProbeConfig config, TlsSettings tls) {}

  private CheckSpecs(ProxyConfig proxy, Look look, List<Look> members) {
    this.proxy = proxy;
    this.config = proxy.check();
    this.look = look;
    this.members = members;
  }

  /**
   * Reads what the check needs, once for all servers.
   *
   * @throws IOException if a CA file cannot be used
   */
  static CheckSpecs of(ProxyConfig proxy) throws IOException {
    List<Look> members = new ArrayList<>();
    for (ProbeConfig member : proxy.check().members()) {
      members.add(read(member));
    }
    return new CheckSpecs(proxy, read(proxy.check().probe()), members);
  }

  private static Look read(ProbeConfig probe) throws IOException {
    TlsCheckConfig tls = probe.tls();
    return new Look(
        probe,
        new TlsSettings(
            tls.verify(), trusted(tls.caFile()), tls.sni(), tls.versions(), tls.identity()));
  }

  CheckSpec forServer(ServerConfig server) {
    List<ProbeSpec.Member> parts =
        members.stream()
            .map(
                member ->
                    new ProbeSpec.Member(member.config().name(), spec(member, server, List.of())))
            .toList();
    return new CheckSpec(
        spec(look, server, parts),
        new Cadence(
            config.interval().toNanos(),
            config.fastInterval().toNanos(),
            config.downInterval().toNanos()),
        config.rise(),
        config.fall());
  }

  private ProbeSpec spec(Look of, ServerConfig server, List<ProbeSpec.Member> parts) {
    ProbeConfig probe = of.config();
    int port = probe.port() == null ? server.address().port() : probe.port();
    InetSocketAddress target = new InetSocketAddress(server.address().address(), port);
    ProbeSettings settings =
        new ProbeSettings(
            probe.http(),
            of.tls(),
            probe.dialog(),
            probe.dns(),
            probe.grpcService(),
            program(probe, server, target),
            probe.echoes());
    return new ProbeSpec(typeOf(probe.type()), target, config.timeout().toNanos(), settings, parts);
  }

  private ProgramSettings program(
      ProbeConfig probe, ServerConfig server, InetSocketAddress target) {
    if (probe.program().isEmpty()) {
      return ProgramSettings.NONE;
    }
    ProgramVariables variables = new ProgramVariables(proxy, server, target);
    return new ProgramSettings(
        variables.fill(probe.program()),
        probe.user(),
        variables.environment(),
        new Target(proxy.name(), server.name()).toString());
  }

  /** The configuration was checked against this very list. */
  private static ProbeType typeOf(String label) {
    return Arrays.stream(ProbeType.values())
        .filter(type -> type.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static List<X509Certificate> trusted(@Nullable Path file) throws IOException {
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
