package io.vipgate.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the build has made. */
final class Artefacts {
  static final Path TARGET = Path.of("target").toAbsolutePath();
  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Path RELEASE = TARGET.resolve("release");

  private Artefacts() {}

  static Path deb() {
    return only("vipgate_.*\\.deb");
  }

  static Path rpm() {
    return only("vipgate-[0-9].*\\.rpm");
  }

  static Path image() {
    return only("vipgate-.*-oci-.*\\.tar");
  }

  static Path only(String pattern) {
    try (Stream<Path> files = Files.list(RELEASE)) {
      List<Path> matching =
          files.filter(file -> file.getFileName().toString().matches(pattern)).toList();
      if (matching.size() != 1) {
        throw new IllegalStateException(
            RELEASE + ": value: " + matching + " (expected: one file like " + pattern + ")");
      }
      return matching.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
