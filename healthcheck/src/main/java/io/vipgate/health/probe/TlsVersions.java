package io.vipgate.health.probe;

import java.util.List;

/** Which versions of TLS a probe speaks. Older ones are neither safe nor spoken by the JDK. */
public enum TlsVersions {
  /** RFC 8446 if the server has it, else RFC 5246. */
  BOTH("1.2-1.3", "TLSv1.3", "TLSv1.2"),
  /** RFC 5246 only. */
  TLS12("1.2", "TLSv1.2"),
  /** RFC 8446 only. */
  TLS13("1.3", "TLSv1.3");

  private final String label;

  // An unmodifiable list of strings.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> protocols;

  TlsVersions(String label, String... protocols) {
    this.label = label;
    this.protocols = List.of(protocols);
  }

  /** The name in the configuration. */
  public String label() {
    return label;
  }

  List<String> protocols() {
    return protocols;
  }
}
