package io.vipgate.bench.load;

import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A load generator of our own, for what none exists: a JVM in a node. */
final class JavaProgram {
  private JavaProgram() {}

  /** It stands for a host of its own: what runs on others does not keep it waiting. */
  private static final List<String> AHEAD = List.of("nice", "-n", "-19");

  static LabProcess start(Node node, Class<?> main, List<String> arguments) {
    return start(List.of(), node, main, arguments);
  }

  /** Ahead of all other processes, and with a compiler that is done soon. */
  static LabProcess startAhead(Node node, Class<?> main, List<String> arguments) {
    return start(AHEAD, node, main, arguments);
  }

  private static LabProcess start(
      List<String> launcher, Node node, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmn64m",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(arguments);
    return node.start(main.getSimpleName(), command);
  }
}
