package io.vipgate.bench.contender;

import io.vipgate.lab.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The vipgate that is measured.
 *
 * @param command the start of its command line
 * @param description for the page
 */
public record VipgateBinary(List<String> command, String description) {
  public VipgateBinary {
    command = List.copyOf(command);
  }

  /** An installed one. */
  public static VipgateBinary installed(Path executable) {
    if (!Files.isExecutable(executable)) {
      throw new IllegalArgumentException(
          "vipgate: value: %s (expected: an executable)".formatted(executable));
    }
    return new VipgateBinary(List.of(executable.toString()), executable.toString());
  }

  /** The one that was built in the source tree, on the JVM of this process. */
  public static VipgateBinary ofTree(Path root) {
    return new VipgateBinary(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + root.resolve("app/src/main/dist/jvm.options"),
            "-cp",
            root.resolve("app/target/dist/lib") + "/*",
            "io.vipgate.app.Main"),
        "bin/vipgate of this tree, JDK " + Runtime.version());
  }

  /** The whole command line. */
  public List<String> with(String... arguments) {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of(arguments));
    return whole;
  }

  /** Starts it as the proxy that listens for every service from the base port on. */
  public ProxyProcess startProxy(Node node, int basePort, String server) {
    String text = proxyText(node.address(), basePort, server);
    Path config = node.write("vipgate-proxy.conf", text);
    var process = node.start("vipgate", with("run", "--config", config.toString()));
    return new ProxyProcess("vipgate", node.address(), basePort, text, process);
  }

  private static String proxyText(String host, int basePort, String server) {
    StringBuilder text = new StringBuilder();
    for (Service service : Service.values()) {
      String servers =
          service.ports().stream()
              .map(port -> "s%d.address = \"%s:%d\"".formatted(port, server, port))
              .collect(Collectors.joining("\n    "));
      text.append(
          """
          proxy.%s {
            bind = ["%s:%d"]
            check { type = tcp, port = %d, interval = 10s }
            servers {
              %s
            }
          }
          """
              .formatted(
                  service.name().toLowerCase(Locale.ROOT),
                  host,
                  service.portFrom(basePort),
                  Service.CHECK_PORT,
                  servers));
    }
    return text.toString();
  }
}
