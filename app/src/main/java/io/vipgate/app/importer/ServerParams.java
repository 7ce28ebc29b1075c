package io.vipgate.app.importer;

import io.vipgate.app.importer.haproxy.HaproxyLine;
import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.Word;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a server: its own after those of {@code default-server} (configuration manual,
 * section 5.2).
 */
final class ServerParams {
  /** Parameters without a value; all others have one. */
  private static final Set<String> FLAGS =
      Set.of(
          "allow-0rtt",
          "backup",
          "check",
          "check-send-proxy",
          "check-ssl",
          "check-via-socks4",
          "disabled",
          "enabled",
          "agent-check",
          "non-stick",
          "send-proxy",
          "send-proxy-v2",
          "send-proxy-v2-ssl",
          "send-proxy-v2-ssl-cn",
          "ssl",
          "ssl-reuse",
          "stick",
          "tfo");

  private final Map<String, Sourced<String>> values = new LinkedHashMap<>();

  /** Adds those of a line, which win over those that are here. */
  void add(HaproxyLine line, int from) {
    List<Word> words = line.words();
    for (int i = from; i < words.size(); i++) {
      String name = words.get(i).text();
      SourceLine at = line.at();
      if (name.startsWith("no-")) {
        values.remove(name.substring("no-".length()));
        values.put(name, Sourced.at(at, ""));
      } else if (isFlag(name) || i + 1 == words.size()) {
        values.remove("no-" + name);
        values.put(name, Sourced.at(at, ""));
        readOpposite(name);
      } else {
        values.put(name, Sourced.at(at, words.get(++i).text()));
      }
    }
  }

  private static boolean isFlag(String name) {
    return FLAGS.contains(name) || name.startsWith("force-");
  }

  private void readOpposite(String name) {
    if (name.equals("enabled")) {
      values.remove("disabled");
    }
  }

  Map<String, Sourced<String>> all() {
    return values;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<Sourced<String>> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Optional<Sourced<Integer>> number(String name, int min, int max) {
    return find(name)
        .flatMap(
            value -> Numbers.parse(value.value(), min, max).map(n -> Sourced.at(value.at(), n)));
  }

  Optional<Sourced<Duration>> time(String name) {
    return find(name)
        .flatMap(value -> HaproxyTime.parse(value.value()).map(t -> Sourced.at(value.at(), t)));
  }
}
