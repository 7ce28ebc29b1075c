package io.vipgate.app.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.Vocabulary;
import io.vipgate.app.importer.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The directories of src/test/resources/import: what people have, and what becomes of it. */
final class Corpus {
  static final Path ROOT = Path.of("src/test/resources/import");

  private static final Set<String> BALANCERS =
      Vocabulary.builtIn().balancers().stream()
          .map(Vocabulary.Balancer::name)
          .collect(Collectors.toSet());

  private Corpus() {}

  static List<String> names() {
    try (Stream<Path> directories = Files.list(ROOT)) {
      return directories.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ImportInput input(String name) {
    return input(files(name, "keepalived.*\\.conf"), files(name, "haproxy.*\\.cfg"), name);
  }

  static ImportInput input(List<SourceFile> keepalived, List<SourceFile> haproxy, String name) {
    return new ImportInput(
        keepalived,
        haproxy,
        (pattern, namedBy) -> files(name, globbed(Path.of(pattern).getFileName().toString())),
        variable -> Optional.empty(),
        BALANCERS);
  }

  private static String globbed(String pattern) {
    return Pattern.quote(pattern).replace("*", "\\E.*\\Q");
  }

  /** Imports a text of either kind. */
  static ImportResult run(String keepalived, String haproxy) {
    return Importer.run(input(source("k", keepalived), source("h", haproxy), "syntax"));
  }

  static ImportResult.Imported imported(String keepalived, String haproxy) {
    ImportResult result = run(keepalived, haproxy);
    assertThat(result).isInstanceOf(ImportResult.Imported.class);
    return (ImportResult.Imported) result;
  }

  private static List<SourceFile> source(String name, String text) {
    return text.isEmpty() ? List.of() : List.of(new SourceFile(name, text));
  }

  static List<SourceFile> files(String name, String regex) {
    try (Stream<Path> files = Files.list(ROOT.resolve(name))) {
      return files
          .filter(file -> file.getFileName().toString().matches(regex))
          .sorted(Corpus::shorterFirst)
          .map(file -> new SourceFile(file.getFileName().toString(), read(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** keepalived.conf before keepalived-peer.conf. */
  private static int shorterFirst(Path one, Path other) {
    int byLength = Integer.compare(one.toString().length(), other.toString().length());
    return byLength != 0 ? byLength : one.compareTo(other);
  }

  static String read(Path file) {
    try {
      String text = Files.readString(file);
      assertThat(text).as(file.toString()).isNotBlank();
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
