package io.vipgate.app.cli;

import io.vipgate.app.importer.source.SourceFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** Reads the files of {@code vipgate import}. */
final class ImportFiles {
  /** More than any configuration; less than what a wrong name could cost. */
  private static final long MAX_BYTES = 4 << 20;

  private ImportFiles() {}

  static SourceFile read(Path path) throws UnreadableFileException {
    try {
      if (Files.size(path) > MAX_BYTES || !Files.isRegularFile(path)) {
        throw new UnreadableFileException(
            path, "no file of at most 4 MiB", "a configuration file of keepalived or haproxy");
      }
      return new SourceFile(path.toString(), Files.readString(path, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw new UnreadableFileException(path, "missing", "a file that exists");
    } catch (CharacterCodingException e) {
      throw new UnreadableFileException(
          path, "not UTF-8", "UTF-8: convert it, such as by iconv -f GB18030 -t UTF-8");
    } catch (IOException e) {
      throw new UnreadableFileException(path, e.toString(), "a file that can be read");
    }
  }

  /** The files that match a pattern, beside the file that names them; those that can be read. */
  static List<SourceFile> find(String pattern, String namedBy) {
    Path path;
    try {
      path = Path.of(namedBy).resolveSibling(pattern);
    } catch (InvalidPathException e) {
      return List.of();
    }
    Path directory = path.getParent() == null ? Path.of("") : path.getParent();
    if (path.getFileName() == null) {
      return List.of();
    }
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(directory, path.getFileName().toString())) {
      found.forEach(paths::add);
    } catch (IOException | PatternSyntaxException e) {
      return List.of();
    }
    return paths.stream().sorted().flatMap(one -> readable(one).stream()).toList();
  }

  private static Optional<SourceFile> readable(Path path) {
    try {
      return Optional.of(read(path));
    } catch (UnreadableFileException e) {
      return Optional.empty();
    }
  }
}
