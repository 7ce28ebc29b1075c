package io.vipgate.app.cli;

import java.nio.file.Path;

/** A file that cannot be read, said as {@code file: value: X (expected: Y)}. */
final class UnreadableFileException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableFileException(Path file, String value, String expected) {
    super("%s: value: %s (expected: %s)".formatted(file, value, expected));
  }
}
