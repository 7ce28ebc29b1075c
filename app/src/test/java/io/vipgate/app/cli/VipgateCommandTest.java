package io.vipgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VipgateCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void checkReportsEveryMistakeWithItsLineAndExitsWith2() throws IOException {
    Path file =
        write(
            """
            vrrp.apiserver {
              interface         = bond0
              virtual-router-id = 300
              priority          = 0
              advert-interval   = 1500ms
              auth-pass         = "123456789"
              addresses         = ["10.32.255.999"]
              prio              = 3
            }
            proxy.apiserver {
              bind    = ["10.32.255.99"]
              balance = round
              check { type = https, interval = 1s, timeout = 2s, fall = 0 }
              servers {
                a.address = "apiserver:6443"
              }
            }
            """);

    assertThat(run("check", "--config", file.toString())).isEqualTo(2);

    List<String> lines = err.toString().lines().toList();
    for (String expected :
        List.of(
            ":3: vrrp.apiserver.virtual-router-id: value: 300",
            ":4: vrrp.apiserver.priority: value: 0",
            ":5: vrrp.apiserver.advert-interval: value: 1500ms",
            ":6: vrrp.apiserver.auth-pass: value: 9 bytes",
            ":7: vrrp.apiserver.addresses",
            ":8: vrrp.apiserver.prio",
            ":11: proxy.apiserver.bind",
            ":12: proxy.apiserver.balance: value: round",
            ":13: proxy.apiserver.check.timeout",
            ":13: proxy.apiserver.check.fall: value: 0",
            ":15: proxy.apiserver.servers.a.address")) {
      assertThat(lines).anyMatch(line -> line.startsWith(file + expected));
    }
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void checkShowsTheEffectiveTimingsOfAValidFile() throws IOException {
    Path file =
        write(
            """
            vrrp.apiserver {
              interface = bond0
              virtual-router-id = 88
              priority = 88
              addresses = ["10.32.255.99"]
            }
            proxy.apiserver {
              bind = ["10.32.255.99:8443"]
              servers { a.address = "10.32.137.20:6443" }
            }
            """);

    assertThat(run("check", "--config", file.toString())).as(err::toString).isZero();

    assertThat(out.toString()).contains("3.656").contains("valid");
  }

  @Test
  void runWithAWrongFileSaysTheSameAndExitsWith2() throws IOException {
    assertThat(run("run", "--config", write("nonsense = 1").toString())).isEqualTo(2);
    assertThat(err.toString()).contains(":1: nonsense");
  }

  @Test
  void statusWithoutAServiceNamesTheRemedy() {
    Path socket = directory.resolve("absent.sock");

    assertThat(run("status", "--socket", socket.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(socket.toString()).contains("expected: a running vipgate");
  }

  @Test
  void aCommandThatIsNoneExitsWith2() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("strat")).isEqualTo(2);
  }

  private int run(String... arguments) {
    return new CommandLine(new VipgateCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("vipgate.conf"), text);
  }
}
