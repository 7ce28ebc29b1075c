package io.vipgate.packaging;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One file or directory of a package. The owner is root.
 *
 * @param path where it is installed, from {@code /}
 * @param source its content; null for a directory
 * @param mode its permissions
 * @param group who shares them
 * @param config whether it is the administrator's: kept as it is by an upgrade
 */
record PackagedFile(String path, @Nullable Path source, int mode, String group, boolean config) {
  static PackagedFile file(String path, Path source) {
    return new PackagedFile(path, source, 0644, "root", false);
  }

  static PackagedFile program(String path, Path source) {
    return new PackagedFile(path, source, 0755, "root", false);
  }

  static PackagedFile directory(String path) {
    return new PackagedFile(path, null, 0755, "root", false);
  }

  static PackagedFile config(String path, Path source) {
    return new PackagedFile(path, source, 0644, "root", true);
  }

  boolean isDirectory() {
    return source == null;
  }

  /** The same, to be read by the service as well as by root, and by nobody else. */
  PackagedFile secretOf(String readers) {
    return new PackagedFile(path, source, 0640, readers, config);
  }
}
