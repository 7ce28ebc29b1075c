package io.vipgate.lab.endtoend;

import io.vipgate.app.cli.VipgateCommand;
import io.vipgate.lab.tenant.Vipgate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * What the commands print, on one line: asked of the node's admin socket, but in this JVM, since a
 * JVM for each question would take longer than all the answers.
 */
final class Words {
  private Words() {}

  static String status(Vipgate vipgate) {
    return print(vipgate, "status");
  }

  /** With all transitions. */
  static String explain(Vipgate vipgate, String subject) {
    return print(vipgate, "explain", "-n", "100", subject);
  }

  static String print(Vipgate vipgate, String... arguments) {
    List<String> whole = new ArrayList<>(List.of(arguments));
    whole.add("--socket=" + vipgate.node().directory().resolve("run/vipgate/admin.sock"));
    StringWriter out = new StringWriter();
    CommandLine commandLine = VipgateCommand.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    int exitCode = commandLine.execute(whole.toArray(String[]::new));
    if (exitCode != 0) {
      throw new AssertionError("%s: value: %d (expected: 0): %s".formatted(whole, exitCode, out));
    }
    return out.toString().replaceAll("\\s+", " ");
  }
}
