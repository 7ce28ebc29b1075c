package io.vipgate.app.cli;

import java.nio.file.Path;

/**
 * Where the caller stands, and what relative names on the command line are relative to: the
 * packages' launcher goes to a directory of its own, and hands the caller's on in {@value
 * #PROPERTY}.
 */
final class CallerDirectory {
  static final String PROPERTY = "vipgate.directory";

  private CallerDirectory() {}

  /** The file that the caller means. */
  static Path resolve(String path) {
    return Path.of(System.getProperty(PROPERTY, "")).resolve(path);
  }
}
