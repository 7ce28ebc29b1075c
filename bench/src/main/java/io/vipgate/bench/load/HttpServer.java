package io.vipgate.bench.load;

import io.vipgate.bench.contender.Service;
import io.vipgate.lab.Await;
import io.vipgate.lab.Command;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import io.vipgate.lab.apiserver.CertificateAuthority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** nginx on the server node: small answers over HTTP and HTTPS, and counters of what it served. */
public final class HttpServer {
  /** The length of each answer's body. */
  public static final int BODY_BYTES = 256;

  private static final Duration START = Duration.ofSeconds(10);

  // nginx's stub_status: "server accepts handled requests\n 12 12 40"
  private static final Pattern COUNTERS = Pattern.compile("requests\\s+(\\d+)\\s+\\d+\\s+(\\d+)");

  /**
   * What it served since its start.
   *
   * @param accepts connections
   * @param requests requests
   */
  public record Counters(long accepts, long requests) {
    Counters since(Counters before) {
      return new Counters(accepts - before.accepts, requests - before.requests);
    }
  }

  private final Node node;

  private HttpServer(Node node) {
    this.node = node;
  }

  /** Starts it and waits until it answers. */
  public static HttpServer start(Node node, Path directory) {
    return start(node, directory, node.address());
  }

  /** The same on whatever addresses the node has. */
  public static HttpServer startOnAll(Node node, Path directory) {
    return start(node, directory, "0.0.0.0");
  }

  private static HttpServer start(Node node, Path directory, String address) {
    var certificate =
        CertificateAuthority.create(directory).issue("server", List.of(node.address()));
    Path home = node.directory().resolve("server");
    node.run("mkdir", "-p", home.toString());
    Path config =
        node.write(
            "server.conf",
            Resources.text("server.conf")
                .replace("@ADDRESS@", address)
                .replace("@CERTIFICATE@", certificate.certificate().toString())
                .replace("@KEY@", certificate.key().toString())
                .replace("@BODY@", "x".repeat(BODY_BYTES)));
    LabProcess process =
        node.start(
            "server",
            List.of("nginx", "-p", home.toString(), "-c", config.toString(), "-e", "stderr"));
    HttpServer server = new HttpServer(node);
    Await.until(
        "the server answers", START, () -> server.ask().succeeded(), () -> process.log().tail());
    return server;
  }

  /** What it served so far, this question included. */
  public Counters counters() {
    String text = ask().orThrow().out();
    Matcher counters = COUNTERS.matcher(text);
    if (!counters.find()) {
      throw new LoadException("counters: value: " + text + " (expected: nginx's stub_status)");
    }
    return new Counters(Long.parseLong(counters.group(1)), Long.parseLong(counters.group(2)));
  }

  private Command.Result ask() {
    return node.attempt(
        "curl",
        "--silent",
        "--show-error",
        "--max-time",
        "5",
        "http://%s:%d/counters".formatted(node.address(), Service.CHECK_PORT));
  }
}
