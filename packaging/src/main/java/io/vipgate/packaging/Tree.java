package io.vipgate.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory that is filled from nothing; every file in it gets the same time of change. */
final class Tree {
  private final Path root;
  private final Instant time;

  private Tree(Path root, Instant time) {
    this.root = root;
    this.time = time;
  }

  /** Makes it anew. */
  static Tree create(Path root, Instant time) throws IOException {
    delete(root);
    Files.createDirectories(root);
    return new Tree(root, time);
  }

  private static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  Path resolve(String path) {
    return root.resolve(path);
  }

  Path write(String path, String text) throws IOException {
    return write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  Path write(String path, byte[] bytes) throws IOException {
    Path file = parented(path);
    Files.write(file, bytes);
    return stamped(file);
  }

  Path copy(Path from, String path) throws IOException {
    Path file = parented(path);
    Files.copy(from, file, StandardCopyOption.REPLACE_EXISTING);
    return stamped(file);
  }

  private Path parented(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.toAbsolutePath().getParent());
    return file;
  }

  private Path stamped(Path file) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(time));
  }

  /** Gives every file the tree's time; for those that somebody else wrote. */
  void stamp() throws IOException {
    for (String file : files("")) {
      stamped(root.resolve(file));
    }
  }

  /** The regular files below a directory, as paths from the root, in order. */
  List<String> files(String below) throws IOException {
    try (Stream<Path> paths = Files.walk(root.resolve(below))) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString())
          .sorted()
          .toList();
    }
  }
}
