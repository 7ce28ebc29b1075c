package io.vipgate.app.config;

/**
 * One thing that is wrong in the configuration.
 *
 * @param file the file that holds it, which may be an included one
 * @param line from 1; for a missing key the line at which its section begins
 * @param path the key, such as {@code vrrp.apiserver.priority}
 * @param value what was found; never a password
 * @param expected what would be right, with the remedy
 */
public record Problem(String file, int line, String path, String value, String expected) {

  /** {@code file:line: path: value: X (expected: Y)}. */
  @Override
  public String toString() {
    return "%s:%d: %s: value: %s (expected: %s)".formatted(file, line, path, value, expected);
  }
}
