package io.vipgate.lab.endtoend;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.vipgate.lab.EpochTime;
import io.vipgate.lab.tenant.Vipgate;
import java.time.Instant;
import java.util.List;

/** What a running vipgate says of itself, taken apart. */
final class Journal {
  private Journal() {}

  static Config status(Vipgate vipgate) {
    return ConfigFactory.parseString(vipgate.get("/status"));
  }

  /** {@code MASTER}, {@code BACKUP} or {@code INITIALIZE}. */
  static String vrrpState(Vipgate vipgate) {
    return status(vipgate).getConfigList("vrrp").get(0).getString("state");
  }

  /** The causes of the last transitions, newest last; not of what is noted without one. */
  static List<String> causes(Vipgate vipgate) {
    return status(vipgate).getConfigList("journal").stream()
        .filter(entry -> !entry.getString("from").equals(entry.getString("to")))
        .map(entry -> entry.getString("cause"))
        .toList();
  }

  /** When the last transition of this subject was, on the clock of {@link EpochTime}. */
  static long lastTimeNs(Vipgate vipgate, String subject) {
    return EpochTime.toNs(Instant.parse(last(vipgate, subject).getString("time")));
  }

  /** Why the last transition of this subject was. */
  static String lastEvidence(Vipgate vipgate, String subject) {
    return last(vipgate, subject).getString("evidence");
  }

  private static Config last(Vipgate vipgate, String subject) {
    return status(vipgate).getConfigList("journal").stream()
        .filter(entry -> entry.getString("subject").equals(subject))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  /** The state of one server, such as {@code READY}. */
  static String serverState(Vipgate vipgate, String name) {
    return status(vipgate).getConfigList("proxies").get(0).getConfigList("servers").stream()
        .filter(server -> server.getString("name").equals(name))
        .findFirst()
        .orElseThrow()
        .getString("state");
  }

  /** One sample of {@code /metrics}: the value of the first line that begins so. */
  static double metric(Vipgate vipgate, String beginning) {
    return vipgate
        .get("/metrics")
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("metric: value: none (expected: " + beginning + ")"));
  }
}
