package io.vipgate.health.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A bearer token in a file, such as one of a service account, re-read when the file changes. */
final class TokenFile {
  /** RFC 6750 section 2.1. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final WatchedFile file;
  private String value = "";

  TokenFile(Path path) {
    this.file = new WatchedFile(path);
  }

  /**
   * Reads it if it has changed.
   *
   * @return whether it has
   * @throws CredentialException if it cannot be read, or holds no token
   */
  boolean refresh() throws CredentialException {
    try {
      if (!file.changed()) {
        return false;
      }
      String text = Files.readString(file.path(), StandardCharsets.UTF_8).strip();
      if (!TOKEN.matcher(text).matches()) {
        throw new IOException("value: %d characters (expected: a token)".formatted(text.length()));
      }
      value = text;
      return true;
    } catch (IOException e) {
      file.forget();
      throw new CredentialException("token-file: %s: %s".formatted(file.path(), e.getMessage()), e);
    }
  }

  String value() {
    return value;
  }
}
