package io.vipgate.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A JVM of its own that makes a lab and holds it until it is killed. */
final class LabHolder {
  private static final String READY = "READY";

  private LabHolder() {}

  static Process start(String lab, String node) {
    try {
      Process child =
          new ProcessBuilder(
                  System.getProperty("java.home") + "/bin/java",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LabHolder.class.getName(),
                  lab,
                  node)
              .redirectErrorStream(true)
              .start();
      BufferedReader output =
          new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
      StringBuilder said = new StringBuilder();
      for (String line = output.readLine(); !READY.equals(line); line = output.readLine()) {
        if (line == null) {
          throw new IllegalStateException("lab holder: ended: " + said);
        }
        said.append(line).append('\n');
      }
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the names of the lab and of its node. */
  public static void main(String[] arguments) throws InterruptedException {
    Lab lab = Lab.create(arguments[0]);
    Node node = lab.addNode(arguments[1], "bond0", "10.32.0.1/16");
    node.start("sleep", List.of("sleep", "600"));
    System.out.println(READY);
    Thread.currentThread().join();
  }
}
