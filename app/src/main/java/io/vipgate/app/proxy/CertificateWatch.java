package io.vipgate.app.proxy;

import io.vipgate.health.probe.ServerCertificate;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is, or soon will be, wrong with a server's certificate for the clients of a proxy, whatever
 * the checks themselves verify. Pure.
 *
 * @param addresses that clients connect to, and so look for in the certificate
 */
public record CertificateWatch(List<InetAddress> addresses) {
  /**
   * kubeadm renews at upgrades, so somebody must act: a month is enough to do so in working hours.
   */
  static final Duration NOTICE = Duration.ofDays(30);

  public CertificateWatch {
    addresses = addresses.stream().filter(address -> !address.isAnyLocalAddress()).toList();
  }

  /** Those that the certificate is not for. */
  public List<InetAddress> missing(ServerCertificate certificate) {
    return addresses.stream()
        .filter(address -> !certificate.addresses().contains(address))
        .toList();
  }

  /** For people; empty if all is well. */
  public List<String> warnings(ServerCertificate certificate, Instant now) {
    List<String> warnings = new ArrayList<>();
    Duration left = Duration.between(now, certificate.notAfter());
    if (left.isNegative()) {
      warnings.add(
          "its certificate expired at %s: clients that verify it refuse the server"
              .formatted(certificate.notAfter()));
    } else if (left.compareTo(NOTICE) < 0) {
      warnings.add(
          "its certificate expires in %d days, at %s"
              .formatted(left.toDays(), certificate.notAfter()));
    }
    for (InetAddress address : missing(certificate)) {
      warnings.add(
          "%s is not among the names of its certificate: clients that connect to that address and verify are refused, those that go by %s are not"
              .formatted(
                  address.getHostAddress(),
                  certificate.names().isEmpty()
                      ? "no name"
                      : String.join(", ", certificate.names())));
    }
    return warnings;
  }
}
