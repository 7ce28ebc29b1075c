package io.vipgate.app.config;

import io.vipgate.health.probe.BytePattern;
import io.vipgate.health.probe.ExpectedStatus;
import io.vipgate.health.probe.HttpConnections;
import io.vipgate.health.probe.HttpSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What checks by HTTP ask, and what they expect. */
final class HttpCheckKeys {
  private static final int PATH_MAX = 4095;

  static final Key<String> METHOD =
      Key.withDefault(
          "method",
          Scalars.choice(HttpSettings.METHODS),
          "GET",
          "The method of `http` and `https`: one that changes nothing.");

  static final Key<String> PATH =
      Key.withDefault(
          "path",
          Scalars.matching("/[!-~]*", "a path from its / on, without spaces, others %-encoded"),
          "/readyz",
          "What `http` and `https` ask for. `/readyz` fails while an apiserver starts and before it"
              + " stops, when `/livez` does not.");

  static final Key<String> HOST =
      Key.optional(
          "host",
          Scalars.matching("[!-~]+", "a name or an address, and :port if any"),
          "the server's address",
          "The `Host` header of `http` and `https`.");

  static final Key<List<HttpSettings.Header>> HEADERS =
      Key.optional(
          "headers",
          new ValueType.ListOf<>(
              Scalars.readBy(
                  HttpSettings.Header::parse,
                  "a header such as \"Accept: application/json\", none that the check sends by"
                      + " itself")),
          "none",
          "Further headers of `http` and `https`.");

  static final Key<ExpectedStatus> STATUS =
      Key.withDefault(
              "status",
              Scalars.readBy(
                  ExpectedStatus::parse, "HTTP statuses from 200 to 599, such as \"200-299,401\""),
              "200-299",
              "The answers that mean ready. With anonymous requests turned off an apiserver says 401:"
                  + " then `\"200-299,401\"` takes any answer of it for ready.")
          .knownAs("status_code");

  static final Key<BytePattern> BODY =
      Key.optional(
          "body",
          patterns(),
          "anything",
          "What the body of `http` and `https` must hold, within its first 64 KiB: a text, or bytes"
              + " as `\"hex:...\"`, or a regular expression as `\"regex:...\"`.");

  static final Key<Path> TOKEN_FILE =
      Key.optional(
          "token-file",
          Scalars.absolutePath(PATH_MAX),
          "none",
          "A file with a bearer token that `http` and `https` send; it is read again when it"
              + " changes.");

  static final Key<HttpConnections> CONNECTION =
      Key.withDefault(
          "connection",
          Scalars.choice(List.of(HttpConnections.values()), HttpConnections::label),
          HttpConnections.KEPT.label(),
          "What `http` and `https` ask over. "
              + Arrays.stream(HttpConnections.values())
                  .map(each -> "`" + each.label() + "`: " + each.summary())
                  .collect(Collectors.joining("; ", "", "."))
              + " A kept one costs a tenth, and its end tells of the server's death at once.");

  static final List<Key<?>> ALL =
      List.of(METHOD, PATH, HOST, HEADERS, STATUS, BODY, TOKEN_FILE, CONNECTION);

  private HttpCheckKeys() {}

  static ValueType<BytePattern> patterns() {
    return Scalars.readBy(
        BytePattern::new,
        "a text, \"hex:\" and pairs of digits, or \"regex:\" and a regular expression");
  }

  static HttpSettings build(SectionValues values) {
    return new HttpSettings(
        values.get(METHOD),
        values.get(PATH),
        values.getOrNull(HOST),
        values.find(HEADERS).orElse(List.of()),
        values.get(STATUS),
        values.getOrNull(BODY),
        values.getOrNull(TOKEN_FILE),
        values.get(CONNECTION));
  }
}
