package io.vipgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class InitCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path directory;

  @Test
  void whatItWritesIsValid() throws IOException {
    Path file = directory.resolve("vipgate.conf");

    int exit =
        run(
            "--vip 10.0.0.100 --interface eth0 --server a=10.0.0.1 --server [fd00::1]:7443 -o "
                + file);

    assertThat(exit).isZero();
    assertThat(Files.readString(file))
        .contains(
            "\"a\".address = \"10.0.0.1:6443\"", "\"m2\".address = \"[fd00:0:0:0:0:0:0:1]:7443\"");
    assertThat(err.toString()).contains("chose 100: the virtual router's id");
    assertThat(execute(List.of("check", "--config", file.toString()))).as("%s", err).isZero();
  }

  @Test
  void aFileThatExistsIsKept() throws IOException {
    Path file = Files.writeString(directory.resolve("vipgate.conf"), "mine");

    assertThat(run("--worker --server 10.0.0.1 -o " + file)).isEqualTo(ExitCode.WRONG_CONFIG);
    assertThat(Files.readString(file)).isEqualTo("mine");
    assertThat(run("--worker --server 10.0.0.1 --force -o " + file)).isZero();
    assertThat(Files.readString(file)).contains("127.0.0.1:6443");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --server 10.0.0.1                              | --vip: value: none
          --vip 10.0.0.300 --server 10.0.0.1             | --vip: value: 10.0.0.300
          --vip 10.0.0.3/33 --server 10.0.0.1            | --vip: value: 10.0.0.3/33
          --vip 10.0.0.3 --server m1.example.org         | no DNS name
          --vip 10.0.0.3 --server 10.0.0.1:70000         | --server: value: 10.0.0.1:70000
          --vip 10.0.0.3 --server a=10.0.0.1 --server a=10.0.0.2 | another name for each
          --vip 10.0.0.3 --server 10.0.0.1 --priority 255 | --priority: value: 255 (expected: 1 to 254)
          --worker --vip 10.0.0.3 --server 10.0.0.1      | --worker: value: with --vip
          --vip 10.0.0.3                                 | --server
          """)
  void aMistakeIsNamed(String arguments, String problem) {
    assertThat(run(arguments)).isEqualTo(ExitCode.WRONG_CONFIG);
    assertThat(err.toString()).contains(problem);
  }

  private int run(String arguments) {
    List<String> line = new ArrayList<>(List.of("init"));
    line.addAll(List.of(arguments.split(" ")));
    return execute(line);
  }

  private int execute(List<String> line) {
    return new CommandLine(new VipgateCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(line.toArray(String[]::new));
  }
}
