package io.vipgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.LoadResult.Loaded;
import io.vipgate.app.config.LoadResult.Rejected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, the answer is a configuration or problems that say where. */
final class MutationTest {
  private static final long SEED = 20_261_121L;
  private static final int MUTANTS = 3_000;

  private static final Pattern BETWEEN_TOKENS =
      Pattern.compile("(?<=[\\s{}\\[\\]=.,:\"])|(?=[\\s{}\\[\\]=.,:\"])");

  private static final List<String> STRANGE =
      List.of(
          "",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "\"\"\"",
          "=",
          "+=",
          ":",
          ",",
          "\n",
          "${",
          "${?x}",
          "${vrrp}",
          "${proxy.apiserver}",
          "null",
          "true",
          "-1",
          "1e9",
          "0x1",
          "99999999999999999999",
          "1.5s",
          "é",
          "\u0000",
          "\ufeff",
          "include \"x\"",
          "#",
          "//",
          "\\",
          "$",
          "%",
          "a.b.c",
          "::",
          "[::1]:1",
          "[]",
          "{}",
          "10.0.0.1",
          "/");

  @TempDir Path directory;

  @Test
  void mutantsAreLoadedOrRejectedWithLines() {
    List<String> tokens = List.of(BETWEEN_TOKENS.split(ConfigText.resource("design-sample.conf")));
    assertThat(tokens).hasSizeGreaterThan(150);
    Random random = new Random(SEED);
    int loaded = 0;
    for (int i = 0; i < MUTANTS; i++) {
      String text = String.join("", mutate(tokens, random));
      LoadResult result = load(text, i);
      if (result instanceof Loaded) {
        loaded++;
      } else {
        assertThat(((Rejected) result).problems())
            .as("mutant %d: %s", i, text)
            .isNotEmpty()
            .allSatisfy(problem -> assertThat(problem.line()).isPositive());
      }
    }
    assertThat(loaded).isBetween(MUTANTS / 20, MUTANTS * 19 / 20);
  }

  private LoadResult load(String text, int mutant) {
    try {
      return ConfigText.load(directory, text);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("mutant %d: %s".formatted(mutant, text), e);
    }
  }

  private static List<String> mutate(List<String> tokens, Random random) {
    List<String> mutant = new ArrayList<>(tokens);
    int mutations = 1 + random.nextInt(3);
    for (int i = 0; i < mutations; i++) {
      int at = random.nextInt(mutant.size());
      switch (random.nextInt(4)) {
        case 0 -> mutant.remove(at);
        case 1 -> mutant.add(at, mutant.get(random.nextInt(mutant.size())));
        case 2 -> mutant.set(at, STRANGE.get(random.nextInt(STRANGE.size())));
        default -> mutant.set(at, mutant.get(random.nextInt(mutant.size())));
      }
    }
    return mutant;
  }
}
