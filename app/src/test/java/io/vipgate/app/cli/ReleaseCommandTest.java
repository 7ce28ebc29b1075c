package io.vipgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReleaseCommandTest {
  private final ReleaseCommand command = new ReleaseCommand();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int release(Path config, Map<String, String> environment) {
    CommandLine line = new CommandLine(command).setErr(new PrintWriter(err, true));
    line.parseArgs("--config", config.toString());
    return command.release(environment);
  }

  @Test
  void afterACleanStopThereIsNothingToDo() {
    Path absent = directory.resolve("absent.conf");
    assertThat(release(absent, Map.of("SERVICE_RESULT", "success"))).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void afterACrashTheConfigurationSaysWhatMayBeLeft() throws IOException {
    Path absent = directory.resolve("absent.conf");
    assertThat(release(absent, Map.of("SERVICE_RESULT", "signal")))
        .isEqualTo(ExitCode.WRONG_CONFIG);
    assertThat(err.toString()).contains(absent.toString());

    Path worker = directory.resolve("worker.conf");
    Files.writeString(
        worker,
        "proxy.a { bind = [\"127.0.0.1:6443\"], servers { one.address = \"10.0.0.1:6443\" } }");
    assertThat(release(worker, Map.of())).isZero();
  }

  @Test
  void namesAreRelativeToTheCallerOfTheLauncher() {
    System.setProperty(CallerDirectory.PROPERTY, "/srv");
    try {
      assertThat(CallerDirectory.resolve("vipgate.conf")).isEqualTo(Path.of("/srv/vipgate.conf"));
      assertThat(CallerDirectory.resolve("/etc/x.conf")).isEqualTo(Path.of("/etc/x.conf"));
    } finally {
      System.clearProperty(CallerDirectory.PROPERTY);
    }
    assertThat(CallerDirectory.resolve("vipgate.conf")).isEqualTo(Path.of("vipgate.conf"));
  }
}
