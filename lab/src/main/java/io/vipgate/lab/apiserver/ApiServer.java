package io.vipgate.lab.apiserver;

import io.vipgate.lab.Await;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A stand-in for kube-apiserver on a node's port 6443: nginx with TLS 1.3 and HTTP/2 or HTTP/1.1.
 *
 * <table>
 *   <caption>What it serves; each answer has the server's name in {@code X-Served-By}</caption>
 *   <tr><td>{@code /livez}, {@code /healthz}</td><td>200 ok</td></tr>
 *   <tr><td>{@code /readyz}</td><td>200 ok, or 500 after {@link #ready ready(false)}</td></tr>
 *   <tr><td>{@code /whoami}</td><td>the node's name</td></tr>
 *   <tr><td>{@code /version}, {@code /api}, {@code /apis}, {@code /api/v1}, {@code
 *     /api/v1/nodes}</td><td>what {@code kubectl version} and {@code kubectl get nodes} ask for
 *     </td></tr>
 *   <tr><td>{@code /large}</td><td>8 MiB</td></tr>
 *   <tr><td>{@code /slow}</td><td>the same at 2 MiB/s</td></tr>
 *   <tr><td>{@code /watch}</td><td>chunked, an event of 256 bytes a second, for an hour</td></tr>
 * </table>
 */
public final class ApiServer implements AutoCloseable {
  /** The port that kube-apiserver has by default. */
  public static final int PORT = 6443;

  /**
   * Where the same is served without TLS, which no kube-apiserver does: for clients that measure,
   * and are to cost next to nothing.
   */
  public static final int PLAIN_PORT = 6080;

  /** It stands for a host of its own: neither its answers nor its death wait for the tests. */
  private static final String NICENESS = "-14";

  private static final Duration START = Duration.ofSeconds(10);

  private final Node node;
  private final CertificateAuthority authority;
  private final Path home;
  private LabProcess nginx;

  private ApiServer(Node node, CertificateAuthority authority, Path home) {
    this.node = node;
    this.authority = authority;
    this.home = home;
    this.nginx = launch();
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param virtualAddresses what clients may also reach it by; its certificate has these, the
   *     node's address and 127.0.0.1
   * @param nodeNames the nodes of its made-up cluster
   */
  public static ApiServer start(
      Node node,
      CertificateAuthority authority,
      List<String> virtualAddresses,
      List<String> nodeNames) {
    Path home = node.directory().resolve("apiserver");
    List<String> addresses = new ArrayList<>(virtualAddresses);
    addresses.addAll(List.of(node.address(), "127.0.0.1"));
    Documents.write(home.resolve("documents"), nodeNames);
    var issued = authority.issue("apiserver-" + node.name(), addresses);
    write(home.resolve("nginx.conf"), config(node, home, issued));
    return new ApiServer(node, authority, home).awaitAnswer();
  }

  private static String config(Node node, Path home, CertificateAuthority.Issued issued) {
    return Documents.resource("nginx.conf")
        .replace("@ADDRESS@", node.address())
        .replace("@NAME@", node.name())
        .replace("@DIRECTORY@", home.toString())
        .replace("@CERTIFICATE@", issued.certificate().toString())
        .replace("@KEY@", issued.key().toString())
        .replace("@EVENT_BYTES@", Integer.toString(Documents.EVENT_BYTES));
  }

  private LabProcess launch() {
    return node.start(
        "nginx",
        List.of(
            "nice",
            "-n",
            NICENESS,
            "nginx",
            "-p",
            home.toString(),
            "-c",
            "nginx.conf",
            "-e",
            "stderr"));
  }

  private ApiServer awaitAnswer() {
    Await.until(
        "the apiserver of " + node + " answers",
        START,
        () -> get("/livez").equals("ok"),
        () -> nginx.log().tail());
    return this;
  }

  private String get(String path) {
    return node.attempt(
            "curl",
            "--silent",
            "--max-time",
            "2",
            "--cacert",
            authority.certificate().toString(),
            "https://%s:%d%s".formatted(node.address(), PORT, path))
        .out();
  }

  /** The node that it runs in. */
  public Node node() {
    return node;
  }

  /** {@code ADDRESS:PORT}. */
  public String endpoint() {
    return node.address() + ":" + PORT;
  }

  /** Whether {@code /readyz} succeeds. All else is served in either case. */
  public void ready(boolean ready) {
    try {
      Path flag = home.resolve("not-ready");
      if (ready) {
        Files.deleteIfExists(flag);
      } else {
        write(flag, "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line a request in nginx's "combined" form. */
  public List<String> accessLog() {
    try {
      return Files.readAllLines(home.resolve("access.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process, to freeze, thaw and kill, and its log. */
  public LabProcess process() {
    return nginx;
  }

  /** Starts it again after a kill, and waits until it answers. */
  public void restart() {
    nginx.close();
    nginx = launch();
    awaitAnswer();
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    nginx.close();
  }
}
