package io.vipgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.LoadResult.Loaded;
import io.vipgate.app.config.LoadResult.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Configurations for tests: loads text, and names the file {@code FILE} in what comes back. */
public final class ConfigText {
  private ConfigText() {}

  /** A file of src/test/resources/config. */
  static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(ConfigText.class.getResourceAsStream("/config/" + name), name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).as(name).isNotBlank();
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path directory, String name, String text) {
    try {
      Path file = directory.resolve(name);
      // Some file systems flush a file that was cut to nothing and written anew: 10 ms each time.
      Files.deleteIfExists(file);
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LoadResult load(Path directory, String text) {
    return ConfigLoader.load(write(directory, "vipgate.conf", text), Vocabulary.builtIn());
  }

  public static VipgateConfig valid(Path directory, String text) {
    LoadResult result = load(directory, text);
    assertThat(result).isInstanceOf(Loaded.class);
    return ((Loaded) result).config();
  }

  /** The problems as text, without the directory. */
  static List<String> problems(Path directory, String text) {
    LoadResult result = load(directory, text);
    assertThat(result).isInstanceOf(Rejected.class);
    return shown(directory, ((Rejected) result).problems());
  }

  /** The warnings as text, without the directory. */
  static List<String> warnings(Path directory, String text) {
    LoadResult result = load(directory, text);
    assertThat(result).isInstanceOf(Loaded.class);
    return shown(directory, ((Loaded) result).warnings());
  }

  static List<String> shown(Path directory, List<Problem> problems) {
    return problems.stream()
        .map(problem -> problem.toString().replace(directory + "/", ""))
        .toList();
  }
}
