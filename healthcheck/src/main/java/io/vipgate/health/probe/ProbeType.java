package io.vipgate.health.probe;

import java.util.function.Function;

/**
 * The types of probes that there are. The configuration parser, the reference page and the contract
 * test read this list.
 */
public enum ProbeType {
  TCP("tcp", "connects, and closes again", false, false, TcpProbe::new),
  TLS("tls", "a TLS handshake", false, true, TlsProbe::new),
  HTTP("http", "HTTP GET, and the status is compared", true, false, HttpProbe::plain),
  HTTPS("https", "HTTP GET over TLS, and the status is compared", true, true, HttpProbe::overTls);

  private final String label;
  private final String summary;
  private final boolean http;
  private final boolean tls;

  // A constructor reference: it holds no state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<ProbeSpec, Probe> factory;

  ProbeType(
      String label, String summary, boolean http, boolean tls, Function<ProbeSpec, Probe> factory) {
    this.label = label;
    this.summary = summary;
    this.http = http;
    this.tls = tls;
    this.factory = factory;
  }

  /** The name in the configuration and in metrics. */
  public String label() {
    return label;
  }

  /** What it does, in half a sentence for the reference page. */
  public String summary() {
    return summary;
  }

  /** Whether {@link ProbeSpec#http()} matters to it. */
  public boolean usesHttp() {
    return http;
  }

  /** Whether {@link ProbeSpec#tls()} matters to it. */
  public boolean usesTls() {
    return tls;
  }

  Probe create(ProbeSpec spec) {
    return factory.apply(spec);
  }
}
