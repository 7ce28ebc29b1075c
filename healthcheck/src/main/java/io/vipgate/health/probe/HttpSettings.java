package io.vipgate.health.probe;

import org.jspecify.annotations.Nullable;

/**
 * What an HTTP probe asks, and what it expects.
 *
 * @param path the request target, from its {@code /} on, query included; visible ASCII
 * @param host the {@code Host} header; null: the target's address, and its port
 * @param expected the statuses that mean ready
 */
public record HttpSettings(String path, @Nullable String host, ExpectedStatus expected) {
  /** {@code GET /readyz}, any 2xx. */
  public static final HttpSettings DEFAULT =
      new HttpSettings("/readyz", null, ExpectedStatus.SUCCESS);

  /**
   * @throws IllegalArgumentException if path or host could not stand in a request
   */
  public HttpSettings {
    if (!path.startsWith("/") || !isVisibleAscii(path)) {
      throw new IllegalArgumentException(
          "path: value: %s (expected: / and then visible ASCII characters, others %%-encoded)"
              .formatted(path));
    }
    if (host != null && (host.isEmpty() || !isVisibleAscii(host))) {
      throw new IllegalArgumentException(
          "host: value: %s (expected: a name or an address, and :port if any)".formatted(host));
    }
  }

  private static boolean isVisibleAscii(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
