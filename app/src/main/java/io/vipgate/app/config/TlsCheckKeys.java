package io.vipgate.app.config;

import io.vipgate.health.probe.ClientIdentity;
import io.vipgate.health.probe.TlsVerify;
import io.vipgate.health.probe.TlsVersions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whom checks by TLS trust, and who they are themselves. */
final class TlsCheckKeys {
  private static final int PATH_MAX = 4095;

  static final Key<TlsVerify> VERIFY =
      Key.withDefault(
          "verify",
          Scalars.choice(List.of(TlsVerify.values()), TlsVerify::label),
          "none",
          "How much of the certificate checks by TLS verify: nothing, that `ca-file` issued it"
              + " (`ca`), or its name as well (`full`). Nothing by default, since before `kubeadm"
              + " init` there is no CA.");

  static final Key<Path> CA_FILE =
      Key.optional(
              "ca-file",
              Scalars.absolutePath(PATH_MAX),
              "none",
              "PEM certificates to trust, such as `/etc/kubernetes/pki/ca.crt`; with `verify` only.")
          .knownAs("ca", "cafile");

  static final Key<String> SNI =
      Key.optional(
          "sni",
          Scalars.matching(
              "(?![0-9.]*$)[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*",
              "a host name, not an address"),
          "none",
          "The name that checks by TLS send (SNI) and, with `verify = full`, look for in the"
              + " certificate; without it, they look for the address.");

  static final Key<TlsVersions> VERSIONS =
      Key.withDefault(
          "tls-versions",
          Scalars.choice(List.of(TlsVersions.values()), TlsVersions::label),
          TlsVersions.BOTH.label(),
          "The versions of TLS that checks speak.");

  static final Key<Path> CLIENT_CERT =
      Key.optional(
              "client-cert",
              Scalars.absolutePath(PATH_MAX),
              "none",
              "Our own certificate, PEM, for a server that asks for one; with `client-key`. Both are"
                  + " read again when they change.")
          .knownAs("crt");

  static final Key<Path> CLIENT_KEY =
      Key.optional(
          "client-key",
          Scalars.absolutePath(PATH_MAX),
          "none",
          "Its private key, PEM without a passphrase.");

  static final List<Key<?>> ALL = List.of(VERIFY, CA_FILE, SNI, VERSIONS, CLIENT_CERT, CLIENT_KEY);

  private TlsCheckKeys() {}

  static TlsCheckConfig build(SectionValues values) {
    Path certificate = values.getOrNull(CLIENT_CERT);
    Path key = values.getOrNull(CLIENT_KEY);
    return new TlsCheckConfig(
        values.get(VERIFY),
        values.getOrNull(CA_FILE),
        values.getOrNull(SNI),
        values.get(VERSIONS),
        certificate == null || key == null ? null : new ClientIdentity(certificate, key));
  }

  static void check(SectionValues values, Report report) {
    checkTrust(values, report);
    checkPair(values, CLIENT_CERT, CLIENT_KEY, report);
    checkPair(values, CLIENT_KEY, CLIENT_CERT, report);
  }

  private static void checkTrust(SectionValues values, Report report) {
    Optional<TlsVerify> verify = values.find(VERIFY);
    if (verify.isEmpty()) {
      return;
    }
    boolean verifies = verify.get() != TlsVerify.NONE;
    boolean hasCa = values.raw(CA_FILE.name()).isPresent();
    if (verifies && !hasCa) {
      report.problem(
          values.locate(VERIFY), "a ca-file with it, such as ca-file = /etc/kubernetes/pki/ca.crt");
    }
    if (!verifies && hasCa) {
      report.problem(
          values.locate(CA_FILE), "verify = ca or verify = full with it, or nothing is verified");
    }
  }

  private static void checkPair(
      SectionValues values, Key<Path> one, Key<Path> other, Report report) {
    if (values.raw(one.name()).isPresent() && values.raw(other.name()).isEmpty()) {
      report.problem(values.locate(one), other.name() + " with it");
    }
  }
}
