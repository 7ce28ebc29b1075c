package io.vipgate.app.importer;

import io.vipgate.app.config.AnnounceConfig;
import io.vipgate.app.config.DurationText;
import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How keepalived announces the addresses: {@code garp_master_*} of an instance, and where it says
 * nothing {@code vrrp_garp_master_*} of {@code global_defs}.
 */
final class AnnounceReader {
  private static final String GLOBAL = "vrrp_";
  private static final Map<String, Duration> LONGEST =
      Map.of(
          "spacing", AnnounceConfig.MAX_SPACING,
          "repeat-delay", AnnounceConfig.MAX_REPEAT_DELAY,
          "refresh", AnnounceConfig.MAX_REFRESH);

  private static final Map<String, String> KEYS =
      Map.of(
          "garp_master_repeat", "copies",
          "garp_interval", "spacing",
          "garp_master_delay", "repeat-delay",
          "garp_master_refresh", "refresh",
          "garp_master_refresh_repeat", "refresh-copies");

  private AnnounceReader() {}

  static boolean isFor(Statement statement) {
    return KEYS.containsKey(keyword(statement));
  }

  /** What becomes of a statement, written down. */
  static void account(Statement statement, Ledger ledger) {
    Optional<String> value = value(statement);
    ledger.add(
        value.isPresent() ? Fate.CARRIED : Fate.LOST,
        statement.at(),
        Statements.shown(statement),
        value.isPresent() ? "as announce." + key(statement) : "not a number that announce takes");
  }

  /** The settings of an instance. */
  static List<Setting> settings(Statement instance, List<Statement> globals) {
    List<Setting> settings = new ArrayList<>();
    for (Map.Entry<String, String> entry : new TreeMap<>(KEYS).entrySet()) {
      Optional<Statement> own = instance.child(entry.getKey());
      own.or(() -> first(globals, GLOBAL + entry.getKey()))
          .ifPresent(statement -> setting(statement).ifPresent(settings::add));
    }
    return settings;
  }

  private static Optional<Statement> first(List<Statement> blocks, String keyword) {
    return blocks.stream().flatMap(block -> block.child(keyword).stream()).findFirst();
  }

  private static Optional<Setting> setting(Statement statement) {
    return value(statement)
        .map(value -> new Setting("announce." + key(statement), value, statement.at().toString()));
  }

  private static Optional<String> value(Statement statement) {
    Duration longest = LONGEST.get(key(statement));
    if (longest == null) {
      return statement
          .argument()
          .flatMap(word -> Numbers.parse(word.text(), 1, AnnounceConfig.MAX_COPIES))
          .map(number -> Integer.toString(number));
    }
    return statement
        .argument()
        .map(Word::text)
        .flatMap(KeepalivedTime::parse)
        .filter(time -> time.compareTo(longest) <= 0)
        .map(DurationText::format);
  }

  private static String key(Statement statement) {
    return KEYS.getOrDefault(keyword(statement), "");
  }

  private static String keyword(Statement statement) {
    String keyword = statement.keyword();
    return keyword.startsWith(GLOBAL) ? keyword.substring(GLOBAL.length()) : keyword;
  }
}
