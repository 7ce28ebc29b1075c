package io.vipgate.health.probe;

import io.netty.util.NetUtil;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a TLS probe talks to and trusts.
 *
 * @param verify how much of the server's certificate is verified
 * @param trusted the CAs to trust, {@link CaFile#read read} from a file; empty exactly with {@link
 *     TlsVerify#NONE}
 * @param serverName the name to send as SNI and to find in the certificate; null: none is sent (RFC
 *     6066 section 3 has names only), and the address is looked for
 * @param versions which versions of TLS to speak
 * @param identity who we are; null: nobody
 */
public record TlsSettings(
    TlsVerify verify,
    List<X509Certificate> trusted,
    @Nullable String serverName,
    TlsVersions versions,
    @Nullable ClientIdentity identity) {
  /** Any certificate, no name. */
  public static final TlsSettings UNVERIFIED = new TlsSettings(TlsVerify.NONE, List.of(), null);

  private static final Pattern HOST_NAME =
      Pattern.compile(
          "[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*");

  /**
   * @throws IllegalArgumentException if {@code verify} and {@code trusted} contradict each other,
   *     or the name is not a host name
   */
  public TlsSettings {
    trusted = List.copyOf(trusted);
    if (trusted.isEmpty() != (verify == TlsVerify.NONE)) {
      throw new IllegalArgumentException(
          "verify: value: %s with %d CA certificates (expected: none without a CA file, ca or full with one)"
              .formatted(verify.label(), trusted.size()));
    }
    if (serverName != null && !isHostName(serverName)) {
      throw new IllegalArgumentException(
          "sni: value: %s (expected: a host name, not an address)".formatted(serverName));
    }
  }

  /** In any version, as nobody. */
  public TlsSettings(TlsVerify verify, List<X509Certificate> trusted, @Nullable String serverName) {
    this(verify, trusted, serverName, TlsVersions.BOTH, null);
  }

  private static boolean isHostName(String name) {
    return HOST_NAME.matcher(name).matches() && !NetUtil.isValidIpV4Address(name);
  }
}
