package io.vipgate.lab.client;

import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Starts a main class of this module, which needs nothing but the JDK, in a node. */
final class ClientProgram {
  /** Ahead of what it measures: a client that is itself late would see outages that are none. */
  private static final String NICENESS = "-16";

  private ClientProgram() {}

  static LabProcess start(
      Node node, String label, Class<?> main, List<String> arguments, Consumer<String> listener) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "nice",
                "-n",
                NICENESS,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Xss256k",
                "-cp",
                classPath(),
                main.getName()));
    command.addAll(arguments);
    return node.start(label, command, listener);
  }

  private static String classPath() {
    try {
      return Path.of(
              ClientProgram.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
