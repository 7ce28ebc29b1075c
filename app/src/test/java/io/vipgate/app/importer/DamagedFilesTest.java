package io.vipgate.app.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.ConfigLoader;
import io.vipgate.app.config.LoadResult;
import io.vipgate.app.config.Vocabulary;
import io.vipgate.app.importer.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files with lines and words lost, doubled and mixed: a value comes back, and what it says loads.
 */
final class DamagedFilesTest {
  private static final int DAMAGED_FILES = 1500;
  private static final String[] STRANGE = {
    "",
    "0",
    "-1",
    "99999999999",
    "\"",
    "{",
    "}",
    "*",
    ":",
    "[",
    "a.b",
    "é",
    "127.0.0.1",
    "::",
    "1e9",
    "0.0.0.0:0",
    "%",
    "$X",
    "check",
    "no",
    "65536",
    "\\",
    "10.0.0.1/33",
    "if",
    "1s",
    "0s",
    "(",
    "${"
  };

  @TempDir private Path directory;

  private final Random random = new Random(6);

  @Test
  void aDamagedFileIsReadOrRefused() throws IOException {
    List<String> names = Corpus.names();
    int imported = 0;
    for (int i = 0; i < DAMAGED_FILES; i++) {
      String name = names.get(random.nextInt(names.size()));
      ImportInput input = damaged(Corpus.input(name), name);
      ImportResult result = Importer.run(input);
      if (result instanceof ImportResult.Imported whole) {
        imported++;
        assertLoads(whole.config());
      }
    }
    assertThat(imported).as("of " + DAMAGED_FILES).isGreaterThan(DAMAGED_FILES / 3);
  }

  private void assertLoads(String config) throws IOException {
    Path file = directory.resolve("vipgate.conf");
    Files.deleteIfExists(file);
    Files.writeString(file, config);
    LoadResult result = ConfigLoader.load(file, Vocabulary.builtIn());
    assertThat(result).as(config).isInstanceOf(LoadResult.Loaded.class);
  }

  private ImportInput damaged(ImportInput input, String name) {
    return Corpus.input(
        input.keepalived().stream().map(this::damaged).toList(),
        input.haproxy().stream().map(this::damaged).toList(),
        name);
  }

  private SourceFile damaged(SourceFile file) {
    List<String> lines = new ArrayList<>(file.text().lines().toList());
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      damage(lines);
    }
    return new SourceFile(file.name(), String.join("\n", lines));
  }

  private void damage(List<String> lines) {
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    switch (random.nextInt(6)) {
      case 0 -> lines.add(at, lines.get(random.nextInt(lines.size())));
      case 1 -> lines.set(at, line.substring(0, random.nextInt(line.length() + 1)));
      case 2 -> lines.set(at, "");
      default -> lines.set(at, withStrangeWord(line));
    }
  }

  private String withStrangeWord(String line) {
    List<String> words = new ArrayList<>(Arrays.asList(line.split(" ", -1)));
    String strange = STRANGE[random.nextInt(STRANGE.length)];
    words.set(random.nextInt(words.size()), strange);
    return String.join(" ", words);
  }
}
