package io.vipgate.health.probe;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP probe asks, and what it expects.
 *
 * @param method one of {@link #METHODS}
 * @param path the request target, from its {@code /} on, query included; visible ASCII
 * @param host the {@code Host} header; null: the target's address, and its port
 * @param headers further ones
 * @param expected the statuses that mean ready
 * @param body what is to be found in the body; null: anything will do
 * @param tokenFile holds the bearer token to send (RFC 6750), re-read when it changes; null: none
 * @param connection what becomes of the connection
 */
public record HttpSettings(
    String method,
    String path,
    @Nullable String host,
    List<Header> headers,
    ExpectedStatus expected,
    @Nullable BytePattern body,
    @Nullable Path tokenFile,
    HttpConnections connection) {

  /** Safe ones (RFC 9110 section 9.2.1): a check changes nothing. */
  public static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");

  /** {@code GET /readyz}, any 2xx. */
  public static final HttpSettings DEFAULT =
      new HttpSettings("/readyz", null, ExpectedStatus.SUCCESS);

  /**
   * A header of a request.
   *
   * @param name a token (RFC 9110 section 5.6.2); not one that the probe sets by itself
   * @param value visible ASCII, and spaces within
   */
  public record Header(String name, String value) {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[!-~]([ -~]*[!-~])?");

    /** What would break the exchange, or belongs to a setting of its own. */
    private static final Set<String> OWN =
        Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "te");

    /**
     * @throws IllegalArgumentException if it could not stand in a request
     */
    public Header {
      if (!NAME.matcher(name).matches() || OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
        throw new IllegalArgumentException(
            "header: value: %s (expected: a header's name, none of %s)".formatted(name, OWN));
      }
      if (!VALUE.matcher(value).matches()) {
        throw new IllegalArgumentException(
            "header: value: %s: %s (expected: visible ASCII characters)".formatted(name, value));
      }
    }

    /**
     * Reads {@code NAME: VALUE}.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static Header parse(String line) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException(
            "header: value: %s (expected: NAME: VALUE)".formatted(line));
      }
      return new Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
  }

  /**
   * @throws IllegalArgumentException if method, path or host could not stand in a request
   */
  public HttpSettings {
    headers = List.copyOf(headers);
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException(
          "method: value: %s (expected: one of %s)".formatted(method, METHODS));
    }
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

  /** {@code GET} of the path, with nothing special about it. */
  public HttpSettings(String path, @Nullable String host, ExpectedStatus expected) {
    this("GET", path, host, List.of(), expected, null, null, HttpConnections.KEPT);
  }

  /** The same over other connections. */
  public HttpSettings over(HttpConnections other) {
    return new HttpSettings(method, path, host, headers, expected, body, tokenFile, other);
  }

  private static boolean isVisibleAscii(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
