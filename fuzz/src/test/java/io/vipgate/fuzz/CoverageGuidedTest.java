package io.vipgate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Some seconds of fuzzing from the corpus on, in a process of its own. For longer, and to keep what
 * is found: {@code bin/fuzz}.
 */
class CoverageGuidedTest {
  private static final String SECONDS = System.getProperty("vipgate.fuzz.seconds", "3");
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in");

  @TempDir Path directory;

  /** All at the same time: most of it is the start of a JVM. */
  @Test
  void findsNothing() throws Exception {
    EnumMap<Target, Process> running = new EnumMap<>(Target.class);
    for (Target target : Target.values()) {
      Files.createDirectory(found(target));
      running.put(
          target,
          new ProcessBuilder(command(target))
              .redirectErrorStream(true)
              .redirectOutput(log(target).toFile())
              .start());
    }
    try {
      for (Target target : Target.values()) {
        Process process = Objects.requireNonNull(running.get(target));
        assertThat(process.waitFor()).as(output(target)).isZero();
        Matcher done = DONE.matcher(output(target));
        assertThat(done.find()).as(output(target)).isTrue();
        assertThat(Long.parseLong(done.group(1))).isGreaterThan(target.inputs().size());
      }
    } finally {
      running.values().forEach(Process::destroyForcibly);
    }
  }

  private Path found(Target target) {
    return directory.resolve(target.name());
  }

  private Path log(Target target) {
    return directory.resolve(target.name() + ".log");
  }

  private String output(Target target) throws IOException {
    return Files.readString(log(target), StandardCharsets.UTF_8);
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
            "--reproducer_path=" + found(target),
            "-artifact_prefix=" + found(target) + "/",
            "-max_total_time=" + SECONDS,
            "-max_len=2048",
            found(target).toString(),
            target.corpus().toString()));
    return command;
  }
}
