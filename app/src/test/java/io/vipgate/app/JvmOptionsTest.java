package io.vipgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The options that all ways of starting share. */
class JvmOptionsTest {
  private static final Path OPTIONS = Path.of("src", "main", "dist", "jvm.options");
  private static final Pattern INLINED =
      Pattern.compile(
          "^-XX:CompileCommand=inline,(?<type>[\\w.]+)::(?<method>\\w+)$", Pattern.MULTILINE);

  /** The JVM says nothing of a method that is not there: it would only be slower. */
  @Test
  void whatIsInlinedIsThere() throws Exception {
    List<MatchResult> inlined = INLINED.matcher(options()).results().toList();

    assertThat(inlined).hasSizeGreaterThan(5);
    for (MatchResult each : inlined) {
      Class<?> type = Class.forName(each.group(1), false, getClass().getClassLoader());
      assertThat(Arrays.stream(type.getDeclaredMethods()).map(Method::getName))
          .as(each.group(1))
          .contains(each.group(2));
    }
  }

  @Test
  void everyCompileCommandIsOneThatTheTestKnows() throws Exception {
    assertThat(options().lines().filter(line -> line.contains("CompileCommand")))
        .allMatch(
            line -> line.equals("-XX:CompileCommand=quiet") || INLINED.matcher(line).matches());
  }

  private static String options() throws IOException {
    return Files.readString(OPTIONS);
  }
}
