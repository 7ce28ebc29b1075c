package io.vipgate.app.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.ConfigLoader;
import io.vipgate.app.config.LoadResult;
import io.vipgate.app.config.Vocabulary;
import io.vipgate.app.importer.ImportResult.Imported;
import io.vipgate.app.importer.source.SourceFile;
import io.vipgate.app.importer.source.SourceLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of whole files. */
final class CorpusTest {
  @TempDir private Path directory;

  static List<String> names() {
    return Corpus.names();
  }

  @Test
  void theCorpusHasEveryFlavour() {
    assertThat(names())
        .contains("pair", "pair-worker", "kubeadm", "kubespray", "kubeasz", "openshift", "k0s");
  }

  /** Written anew with -Dvipgate.import.write=true. */
  @ParameterizedTest
  @MethodSource("names")
  void theOutputIsExactlyThatOfTheFile(String name) throws IOException {
    Imported imported = run(name);
    String warnings =
        imported.warnings().stream()
            .map(finding -> "warning: " + finding + "\n")
            .collect(Collectors.joining());
    compare(Corpus.ROOT.resolve(name).resolve("expected.conf"), imported.config());
    compare(Corpus.ROOT.resolve(name).resolve("expected.warnings"), warnings);
  }

  private static void compare(Path file, String text) throws IOException {
    if (Boolean.getBoolean("vipgate.import.write")) {
      Files.writeString(file, text);
    }
    assertThat(file).content(StandardCharsets.UTF_8).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("names")
  void theOutputIsAValidConfiguration(String name) throws IOException {
    Path file = Files.writeString(directory.resolve("vipgate.conf"), run(name).config());

    LoadResult result = ConfigLoader.load(file, Vocabulary.builtIn());

    assertThat(result).isInstanceOf(LoadResult.Loaded.class);
    assertThat(((LoadResult.Loaded) result).warnings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void noLineIsDroppedSilently(String name) {
    List<SourceLine> lines = new ArrayList<>();
    Corpus.files(name, "keepalived\\.conf|extra-.*").forEach(file -> lines.addAll(lines(file)));
    Corpus.files(name, "haproxy\\.cfg").forEach(file -> lines.addAll(lines(file)));
    Set<SourceLine> judged =
        run(name).findings().stream().map(Finding::at).collect(Collectors.toSet());

    assertThat(lines).isNotEmpty();
    assertThat(judged).containsAll(lines);
  }

  /** Found without the parsers: lines that are not comments, braces, definitions or includes. */
  private static List<SourceLine> lines(SourceFile file) {
    List<String> texts = file.text().lines().map(String::strip).toList();
    return Stream.iterate(0, i -> i < texts.size(), i -> i + 1)
        .filter(i -> isStatement(texts, i))
        .map(i -> new SourceLine(file.name(), i + 1))
        .toList();
  }

  private static boolean isStatement(List<String> texts, int i) {
    boolean isOfDefinition = i > 0 && texts.get(i - 1).endsWith("\\");
    boolean endsDefinition = i > 1 && texts.get(i - 2).endsWith("\\");
    return !isOfDefinition
        && !endsDefinition
        && !texts.get(i).matches("([#!].*|[{}]*|\\$.*=.*|include .*)");
  }

  @ParameterizedTest
  @MethodSource("names")
  void noFindingShowsAPassword(String name) {
    assertThat(run(name).findings())
        .isNotEmpty()
        .noneSatisfy(
            finding ->
                assertThat(finding.toString())
                    .containsAnyOf(
                        "1111", "s3cr", "longer-th", "topsecret", "hunter2", "tooopen", "a!b"));
  }

  private static Imported run(String name) {
    ImportResult result = Importer.run(Corpus.input(name));
    assertThat(result).isInstanceOf(Imported.class);
    return (Imported) result;
  }
}
