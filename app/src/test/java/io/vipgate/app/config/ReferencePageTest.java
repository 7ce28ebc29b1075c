package io.vipgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.Key.Default;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReferencePageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.md");

  @Test
  void theCommittedPageIsThatOfTheSchema() throws IOException {
    String page =
        ReferencePage.of(
            Vocabulary.builtIn(),
            ConfigText.resource("smallest-worker.conf"),
            ConfigText.resource("smallest-master.conf"));
    if (Boolean.getBoolean("vipgate.reference.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as("write it anew with the command in its first lines")
        .exists()
        .content()
        .isEqualTo(page);
  }

  @Test
  void everyDefaultIsValidAndEveryKeyIsExplained() {
    List<Key<?>> keys = keys(new Schema(Vocabulary.builtIn()).root());

    assertThat(keys).hasSizeGreaterThan(25);
    assertThat(keys)
        .allSatisfy(
            key -> {
              assertThat(key.doc()).as(key.name()).endsWith(".");
              assertThat(key.defaultValue().isPresent())
                  .as(key.name())
                  .isEqualTo(key.presence() instanceof Default);
            });
  }

  private static List<Key<?>> keys(Section section) {
    List<Key<?>> keys = new ArrayList<>(section.keys());
    section.sections().forEach(inner -> keys.addAll(keys(inner)));
    return keys;
  }
}
