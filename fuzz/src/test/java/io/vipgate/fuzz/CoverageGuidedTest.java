package io.vipgate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Some seconds of fuzzing from the corpus on, in a process of its own. For longer, and to keep what
 * is found: {@code bin/fuzz}.
 */
class CoverageGuidedTest {
  private static final String SECONDS = System.getProperty("vipgate.fuzz.seconds", "3");
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in");

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void findsNothing(Target target) throws Exception {
    Process process = new ProcessBuilder(command(target)).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    Matcher done = DONE.matcher(output);
    assertThat(done.find()).as(output).isTrue();
    assertThat(Long.parseLong(done.group(1))).as(output).isGreaterThan(target.inputs().size());
  }

  private List<String> command(Target target) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                // Surefire's own has a single archive that only names the others.
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer"));
    command.addAll(
        List.of(
            "--target_class=" + target.fuzzer().getName(),
            "--instrumentation_includes=io.vipgate.**",
            "--custom_hook_includes=io.vipgate.**",
            "--reproducer_path=" + directory,
            "-artifact_prefix=" + directory + "/",
            "-max_total_time=" + SECONDS,
            "-max_len=2048",
            directory.toString(),
            target.corpus().toString()));
    return command;
  }
}
