package io.vipgate.health.probe;

import java.nio.charset.StandardCharsets;

/**
 * What is asked of a name server (RFC 1035).
 *
 * @param name of at most 253 characters; the root is {@code .}
 * @param type of the records that are asked for
 */
public record DnsSettings(String name, Type type) {
  /** What every cluster's name server knows. */
  public static final DnsSettings DEFAULT =
      new DnsSettings("kubernetes.default.svc.cluster.local", Type.A);

  private static final int MAX_NAME = 253;
  private static final int MAX_LABEL = 63;

  /** Types of records, with their codes (RFC 1035 section 3.2.2, RFC 3596). */
  public enum Type {
    A(1),
    NS(2),
    CNAME(5),
    SOA(6),
    PTR(12),
    MX(15),
    TXT(16),
    AAAA(28),
    SRV(33);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /**
   * @throws IllegalArgumentException if it is no name of the DNS
   */
  public DnsSettings {
    boolean valid = StandardCharsets.US_ASCII.newEncoder().canEncode(name) && isName(name);
    if (!valid) {
      throw new IllegalArgumentException(
          "name: value: %s (expected: a name, its labels of 1 to 63 ASCII characters)"
              .formatted(name));
    }
  }

  private static boolean isName(String name) {
    if (name.equals(".")) {
      return true;
    }
    if (name.isEmpty() || name.length() > MAX_NAME + 1) {
      return false;
    }
    for (String label : labels(name)) {
      if (label.isEmpty() || label.length() > MAX_LABEL || label.chars().anyMatch(c -> c <= ' ')) {
        return false;
      }
    }
    return true;
  }

  /** None for the root. */
  static String[] labels(String name) {
    String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return relative.isEmpty() ? new String[0] : relative.split("\\.", -1);
  }
}
