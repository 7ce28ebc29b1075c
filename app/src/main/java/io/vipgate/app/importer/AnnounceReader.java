package io.vipgate.app.importer;

import io.vipgate.app.config.AnnounceConfig;
import io.vipgate.app.config.DurationText;
import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.Word;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How keepalived announces the addresses: {@code garp_master_*} of an instance, and where it says
 * nothing {@code vrrp_garp_master_*} of {@code global_defs}.
 */
final class AnnounceReader {
  private static final String GLOBAL = "vrrp_";

  /**
   * What a statement becomes.
   *
   * @param value as the key has it; nothing if the key does not take what stands in the statement
   */
  private record Target(String key, Function<String, Optional<String>> value) {

    Optional<Setting> setting(Statement statement) {
      return statement
          .argument()
          .map(Word::text)
          .flatMap(value)
          .map(text -> new Setting("announce." + key, text, statement.at().toString()));
    }
  }

  private static final Map<String, Target> TARGETS =
      Map.of(
          "garp_master_repeat", copies("copies"),
          "garp_interval", time("spacing", AnnounceConfig.MAX_SPACING),
          "garp_master_delay", time("repeat-delay", AnnounceConfig.MAX_REPEAT_DELAY),
          "garp_master_refresh", time("refresh", AnnounceConfig.MAX_REFRESH),
          "garp_master_refresh_repeat", copies("refresh-copies"));

  private AnnounceReader() {}

  private static Target copies(String key) {
    return new Target(
        key, text -> Numbers.parse(text, 1, AnnounceConfig.MAX_COPIES).map(String::valueOf));
  }

  private static Target time(String key, Duration longest) {
    return new Target(
        key,
        text ->
            KeepalivedTime.parse(text)
                .filter(time -> time.compareTo(longest) <= 0)
                .map(DurationText::format));
  }

  static boolean isFor(Statement statement) {
    return target(statement).isPresent();
  }

  /** What becomes of a statement, written down. */
  static void account(Statement statement, Ledger ledger) {
    Optional<Setting> setting = setting(statement);
    ledger.add(
        setting.isPresent() ? Fate.CARRIED : Fate.LOST,
        statement.at(),
        Statements.shown(statement),
        setting.map(carried -> "as " + carried.key()).orElse("not a number that announce takes"));
  }

  /** The settings of an instance. */
  static List<Setting> settings(Statement instance, List<Statement> globals) {
    return TARGETS.keySet().stream()
        .sorted()
        .map(keyword -> instance.child(keyword).or(() -> first(globals, GLOBAL + keyword)))
        .flatMap(Optional::stream)
        .map(AnnounceReader::setting)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Statement> first(List<Statement> blocks, String keyword) {
    return blocks.stream().flatMap(block -> block.child(keyword).stream()).findFirst();
  }

  private static Optional<Setting> setting(Statement statement) {
    return target(statement).flatMap(target -> target.setting(statement));
  }

  private static Optional<Target> target(Statement statement) {
    String keyword = statement.keyword();
    return Optional.ofNullable(
        TARGETS.get(keyword.startsWith(GLOBAL) ? keyword.substring(GLOBAL.length()) : keyword));
  }
}
