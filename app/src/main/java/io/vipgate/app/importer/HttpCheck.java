package io.vipgate.app.importer;

import io.vipgate.app.importer.haproxy.HaproxyLine;
import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.Word;
import io.vipgate.health.probe.BytePattern;
import io.vipgate.health.probe.HttpSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code option httpchk} and the {@code http-check} rules: path, host and status. */
final class HttpCheck {
  private static final String HAPROXY_STATUS = "200-399";
  private static final String ANY_STATUS = "200-599";
  private static final Pattern OLD_HOST =
      Pattern.compile("host:\\s*([!-~]+)", Pattern.CASE_INSENSITIVE);

  private final Scope scope;
  private final Ledger ledger;
  private Sourced<String> method;
  private Sourced<String> path;
  private Optional<Sourced<String>> host = Optional.empty();
  private Sourced<String> status;
  private final List<Sourced<String>> headers = new ArrayList<>();
  private Optional<Sourced<String>> body = Optional.empty();

  private HttpCheck(Scope scope, Ledger ledger) {
    this.scope = scope;
    this.ledger = ledger;
    SourceLine at = scope.at();
    method = Sourced.byDefault(at, "OPTIONS", "haproxy's default");
    path = Sourced.byDefault(at, "/", "haproxy's default");
    status = Sourced.byDefault(at, HAPROXY_STATUS, "haproxy's default");
  }

  /** The settings, in the order in which ours are documented. */
  static List<Setting> read(Scope scope, Ledger ledger) {
    return new HttpCheck(scope, ledger).settings();
  }

  private List<Setting> settings() {
    scope.lastBack("option", "httpchk").ifPresent(this::readOption);
    scope.lastBack("http-check", "send").ifPresent(this::readSend);
    scope.lastBack("http-check", "expect").ifPresent(this::readExpect);
    List<Setting> settings = new ArrayList<>();
    if (HttpSettings.METHODS.contains(method.value())) {
      settings.add(new Setting("method", method.value(), method.note()));
    } else {
      ledger.replaced(method.at(), "check by " + method.value(), "GET, which changes nothing");
    }
    settings.add(new Setting("path", Hocon.text(path.value()), path.note()));
    host.ifPresent(
        name -> settings.add(new Setting("host", Hocon.text(name.value()), name.note())));
    if (!headers.isEmpty()) {
      settings.add(
          new Setting(
              "headers",
              Hocon.list(headers.stream().map(Sourced::value).toList()),
              headers.get(0).note()));
    }
    settings.add(new Setting("status", Hocon.text(status.value()), status.note()));
    body.ifPresent(
        pattern -> settings.add(new Setting("body", Hocon.text(pattern.value()), pattern.note())));
    return settings;
  }

  private void readOption(HaproxyLine line) {
    List<String> words = line.words().stream().skip(2).map(Word::text).toList();
    if (words.size() == 1) {
      readPath(line, words.get(0));
    } else if (words.size() > 1) {
      method = Sourced.at(line.at(), words.get(0).toUpperCase(Locale.ROOT));
      readPath(line, words.get(1));
    }
    Matcher oldHost = OLD_HOST.matcher(line.text());
    if (words.size() > 2 && oldHost.find()) {
      host = Optional.of(Sourced.at(line.at(), oldHost.group(1)));
    }
  }

  private void readPath(HaproxyLine line, String text) {
    if (text.matches("/[!-~]*")) {
      path = Sourced.at(line.at(), text);
    } else {
      ledger.lost(line.at(), "check of " + text, "no path: / is asked for");
    }
  }

  private void readSend(HaproxyLine line) {
    int i = 2;
    while (i + 1 < line.words().size()) {
      String name = line.words().get(i).text();
      readSent(line, name, i + 1);
      i += name.equals("hdr") ? 3 : 2;
    }
  }

  private void readSent(HaproxyLine line, String name, int valueAt) {
    String value = line.word(valueAt).orElse("");
    switch (name) {
      case "meth" -> method = Sourced.at(line.at(), value.toUpperCase(Locale.ROOT));
      case "uri" -> readPath(line, value);
      case "hdr" -> readHeader(line, value, valueAt + 1);
      case "ver" -> {}
      default ->
          ledger.lost(
              line.at(), "http-check send " + name, "method, path and headers are, and no body");
    }
  }

  private void readHeader(HaproxyLine line, String name, int valueAt) {
    String value = line.word(valueAt).orElse("");
    if (name.equalsIgnoreCase("host") && value.matches("[!-~]+")) {
      host = Optional.of(Sourced.at(line.at(), value));
    } else {
      readOtherHeader(line, name, value);
    }
  }

  private void readOtherHeader(HaproxyLine line, String name, String value) {
    String header = name + ": " + value;
    try {
      var unused = HttpSettings.Header.parse(header);
      headers.add(Sourced.at(line.at(), header));
    } catch (IllegalArgumentException e) {
      ledger.lost(line.at(), "http-check send hdr " + name, "the check sends its own");
    }
  }

  private void readExpect(HaproxyLine line) {
    int kindAt = 2;
    // Options of the rule come before it, each with a value.
    while (line.word(kindAt)
        .filter(word -> word.matches("min-recv|comment|(ok|error|tout)-status|on-(success|error)"))
        .isPresent()) {
      kindAt += 2;
    }
    String kind = line.word(kindAt).orElse("");
    String value = line.word(kindAt + 1).orElse("");
    String translated =
        switch (kind) {
          case "status" -> StatusRange.ofList(value);
          case "rstatus" -> StatusRange.ofRegex(value);
          default -> "";
        };
    if (!translated.isEmpty()) {
      status = Sourced.at(line.at(), translated);
    } else if (kind.equals("string") || kind.equals("rstring")) {
      readBody(line, kind.equals("string") ? value : "regex:" + value);
    } else {
      ledger.lost(
          line.at(),
          line.text(),
          "a status from 200 to 599 is compared, or the body: status %s".formatted(HAPROXY_STATUS));
    }
  }

  /** HAProxy then takes any status. */
  private void readBody(HaproxyLine line, String pattern) {
    try {
      var unused = new BytePattern(pattern);
      body = Optional.of(Sourced.at(line.at(), pattern));
      status = Sourced.at(line.at(), ANY_STATUS);
    } catch (IllegalArgumentException e) {
      ledger.lost(line.at(), line.text(), "not a pattern that ours can have");
    }
  }
}
