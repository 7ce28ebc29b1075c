package io.vipgate.health.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * What a server's certificate says of itself, as far as clients care.
 *
 * @param subject the distinguished name, for people
 * @param notAfter from then on nobody accepts it
 * @param names DNS names that it is for, wildcards as they stand there
 * @param addresses IP addresses that it is for
 */
public record ServerCertificate(
    String subject, Instant notAfter, List<String> names, List<InetAddress> addresses) {
  // RFC 5280 section 4.2.1.6: GeneralName
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  public ServerCertificate {
    names = List.copyOf(names);
    addresses = List.copyOf(addresses);
  }

  static ServerCertificate of(X509Certificate certificate) {
    return new ServerCertificate(
        certificate.getSubjectX500Principal().getName(),
        certificate.getNotAfter().toInstant(),
        alternatives(certificate, DNS_NAME),
        alternatives(certificate, IP_ADDRESS).stream().map(ServerCertificate::address).toList());
  }

  private static List<String> alternatives(X509Certificate certificate, int kind) {
    Collection<List<?>> all;
    try {
      all = certificate.getSubjectAlternativeNames();
    } catch (CertificateParsingException e) {
      return List.of(); // then it is for nobody
    }
    if (all == null) {
      return List.of();
    }
    return all.stream()
        .filter(name -> Objects.equals(name.get(0), kind))
        .map(name -> String.valueOf(name.get(1)))
        .toList();
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal); // a literal, so nobody is asked
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the JDK's own literal: " + literal, e);
    }
  }
}
