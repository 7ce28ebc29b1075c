package io.vipgate.health.probe;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The types of probes that there are. The configuration parser, the reference page and the contract
 * test read this list.
 */
public enum ProbeType {
  ICMP("icmp", "calls the host by ping, and counts the replies", IcmpProbe::new, Uses.ECHOES),
  TCP("tcp", "connects, and closes again", TcpProbe::new),
  SEND_EXPECT(
      "send-expect",
      "connects, sends, and compares what comes back",
      DialogProbe::sendExpect,
      Uses.SEND,
      Uses.EXPECT),
  UDP(
      "udp",
      "sends a packet, and compares what comes back",
      DatagramProbe::udp,
      Uses.SEND,
      Uses.EXPECT),
  TLS("tls", "a TLS handshake", TlsProbe::of, Uses.TLS),
  HTTP("http", "HTTP GET, and the status is compared", HttpProbe::plain, Uses.HTTP),
  HTTPS(
      "https",
      "HTTP GET over TLS, and the status is compared",
      HttpProbe::overTls,
      Uses.HTTP,
      Uses.TLS),
  GRPC(
      "grpc",
      "asks gRPC's health service, in HTTP/2 without TLS as kubelet does",
      GrpcProbe::plain,
      Uses.GRPC),
  GRPCS("grpcs", "the same over TLS", GrpcProbe::overTls, Uses.GRPC, Uses.TLS),
  DNS("dns", "a DNS query by UDP, and `NOERROR` is expected", DatagramProbe::dns, Uses.DNS),
  AGENT(
      "agent",
      "reads a line from an agent of HAProxy (agent-check)",
      DialogProbe::agent,
      Uses.SEND),
  EXEC(
      "exec",
      "runs a program without a shell, and its exit code decides",
      ProgramProbe::new,
      Uses.PROGRAM),
  ALL_OF(
      "all-of", "several checks at once, and all must succeed", CombinedProbe::allOf, Uses.MEMBERS),
  ANY_OF(
      "any-of", "several checks at once, and one must succeed", CombinedProbe::anyOf, Uses.MEMBERS);

  private final String label;
  private final String summary;

  // Written here and never again.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<Uses> uses;

  // A constructor reference: it holds no state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final BiFunction<ProbeSpec, Means, Probe> factory;

  ProbeType(
      String label, String summary, BiFunction<ProbeSpec, Means, Probe> factory, Uses... uses) {
    this.label = label;
    this.summary = summary;
    this.factory = factory;
    this.uses = EnumSet.noneOf(Uses.class);
    this.uses.addAll(List.of(uses));
  }

  ProbeType(String label, String summary, Function<ProbeSpec, Probe> factory, Uses... uses) {
    this(label, summary, (spec, means) -> factory.apply(spec), uses);
  }

  /** The name in the configuration and in metrics. */
  public String label() {
    return label;
  }

  /** What it does, in half a sentence for the reference page. */
  public String summary() {
    return summary;
  }

  /** Whether these settings matter to it. */
  public boolean uses(Uses settings) {
    return uses.contains(settings);
  }

  Probe create(ProbeSpec spec, Means means) {
    return factory.apply(spec, means);
  }
}
