package io.vipgate.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Command;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the distributions' own checkers say; an override is explained where it stands. */
@RequiresRoot
class LintTest {
  @Test
  void lintianIsContent() throws Exception {
    Process lintian =
        new ProcessBuilder(
                "lintian",
                "--allow-root",
                "--profile",
                "debian",
                "--fail-on",
                "error,warning",
                Artefacts.deb().toString())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(lintian.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEmpty();
    assertThat(lintian.waitFor()).isZero();
  }

  @Test
  void rpmlintIsContent() {
    Command.Result result =
        Command.attempt(
            "rpmlint",
            "--rpmlintrc",
            "src/test/resources/vipgate.rpmlintrc",
            Artefacts.rpm().toString());
    assertThat(result.out()).contains("0 errors, 0 warnings");
  }

  @Test
  void theUnitsAreSound() {
    Command.Result result =
        Command.attempt(
            "systemd-analyze",
            "verify",
            "--man=no",
            "--recursive-errors=no",
            "../systemd/vipgate.service",
            "../systemd/vipgate-worker.service");
    // Programs of a package that is not installed here are not there.
    assertThat(
            (result.out() + result.err())
                .lines()
                .filter(line -> !line.contains("/usr/bin/vipgate is not executable")))
        .isEmpty();
  }

  @Test
  void theUnitsAreConfined() {
    assertThat(exposure("vipgate-worker.service")).isBetween(0.1, 1.5);
    assertThat(exposure("vipgate.service")).isBetween(0.1, 1.9);
  }

  private static double exposure(String unit) {
    String last =
        Command.run(
                "systemd-analyze", "security", "--offline=true", "--no-pager", "../systemd/" + unit)
            .out()
            .lines()
            .reduce("", (before, line) -> line);
    return Double.parseDouble(last.replaceFirst(".*: ([0-9.]+) .*", "$1"));
  }
}
