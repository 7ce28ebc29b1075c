package io.vipgate.app.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueFactory;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An entry as JSON: as {@code /status} and {@code /journal} show it, and as it stands in the file.
 *
 * <pre>
 * {"cause":"the master is silent","code":"master_silent","evidence":"for 3.656 s",
 *  "from":"BACKUP","subject":"vrrp/apiserver","time":"2026-01-02T03:04:05Z","to":"MASTER"}
 * </pre>
 */
public final class JournalLine {
  private static final ConfigParseOptions JSON =
      ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);

  private JournalLine() {}

  /** The entry's keys and values. */
  public static Map<String, Object> map(JournalEntry entry) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("time", entry.time().toString());
    map.put("subject", entry.subject());
    map.put("from", entry.from());
    map.put("to", entry.to());
    map.put("code", entry.cause().code());
    map.put("cause", entry.cause().sentence());
    map.put("evidence", entry.evidence());
    return map;
  }

  /** One JSON object on one line, without the line's end. */
  public static String format(JournalEntry entry) {
    return ConfigValueFactory.fromMap(map(entry)).render(ConfigRenderOptions.concise());
  }

  /**
   * The entry that {@link #format} made the line of.
   *
   * @return empty if the line is none, for example because the machine lost power while it was
   *     written
   */
  public static Optional<JournalEntry> parse(String line) {
    try {
      Config json = ConfigFactory.parseString(line, JSON);
      return Optional.of(
          new JournalEntry(
              Instant.parse(json.getString("time")),
              json.getString("subject"),
              json.getString("from"),
              json.getString("to"),
              new JournalCause(json.getString("code"), json.getString("cause")),
              json.getString("evidence")));
    } catch (ConfigException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
