package io.vipgate.bench.load;

import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A load generator of our own, for what none exists: a JVM in a node. */
final class JavaProgram {
  private JavaProgram() {}

  static LabProcess start(Node node, Class<?> main, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    return node.start(main.getSimpleName(), command);
  }
}
