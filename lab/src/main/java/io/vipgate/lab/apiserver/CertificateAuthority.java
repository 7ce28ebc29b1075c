package io.vipgate.lab.apiserver;

import io.vipgate.lab.Command;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A certificate authority of one lab, made by openssl: P-256 keys, valid for two days. */
public final class CertificateAuthority {
  private static final List<String> KEY =
      List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc");

  /** A server's certificate and its key, both PEM. */
  public record Issued(Path certificate, Path key) {}

  private final Path directory;

  private CertificateAuthority(Path directory) {
    this.directory = directory;
  }

  /** Makes an authority whose files are in this directory. */
  public static CertificateAuthority create(Path directory) {
    CertificateAuthority authority = new CertificateAuthority(directory);
    authority.request(
        "ca",
        List.of(),
        "/CN=vipgate-lab-ca",
        "basicConstraints=critical,CA:TRUE",
        "keyUsage=critical,keyCertSign,cRLSign");
    return authority;
  }

  /** The certificate that clients are to trust, PEM. */
  public Path certificate() {
    return directory.resolve("ca.crt");
  }

  /**
   * Issues a server certificate.
   *
   * @param name of the files; unique
   * @param addresses the IP addresses that it is valid for; at least one
   */
  public Issued issue(String name, List<String> addresses) {
    String subjects = addresses.stream().map(a -> "IP:" + a).collect(Collectors.joining(","));
    List<String> signer =
        List.of("-CA", certificate().toString(), "-CAkey", directory.resolve("ca.key").toString());
    request(
        name,
        signer,
        "/CN=kube-apiserver",
        "basicConstraints=critical,CA:FALSE",
        "keyUsage=critical,digitalSignature",
        "extendedKeyUsage=serverAuth",
        "subjectAltName=" + subjects);
    return new Issued(directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
  }

  /** A certificate for the same key, but one that ended yesterday, and names no address. */
  public Issued expired(Issued issued) {
    String name = issued.certificate().getFileName() + ".expired";
    Path request = directory.resolve(name + ".csr");
    Path certificate = directory.resolve(name);
    openssl("req", "-new", "-key", issued.key(), "-subj", "/CN=kube-apiserver", "-out", request);
    openssl(
        "x509",
        "-req",
        "-in",
        request,
        "-CA",
        certificate(),
        "-CAkey",
        directory.resolve("ca.key"),
        "-days",
        "-1",
        "-out",
        certificate);
    return new Issued(certificate, issued.key());
  }

  private static void openssl(Object... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of("openssl"));
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    Command.attempt(command).orThrow();
  }

  private void request(String name, List<String> signer, String subject, String... extensions) {
    var command = new java.util.ArrayList<>(List.of("openssl", "req", "-x509", "-days", "2"));
    command.addAll(KEY);
    command.addAll(signer);
    command.addAll(List.of("-subj", subject));
    for (String extension : extensions) {
      command.addAll(List.of("-addext", extension));
    }
    command.addAll(List.of("-out", directory.resolve(name + ".crt").toString()));
    command.addAll(List.of("-keyout", directory.resolve(name + ".key").toString()));
    Command.attempt(command).orThrow();
  }
}
