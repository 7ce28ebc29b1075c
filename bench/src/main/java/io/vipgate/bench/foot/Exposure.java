package io.vipgate.bench.foot;

import io.vipgate.bench.Session;
import io.vipgate.lab.Command;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much a service could do to its host, as systemd counts it: 0 is least, 10 is most. */
final class Exposure {
  private static final Path DEBIAN = Path.of("/lib/systemd/system");
  private static final Pattern LEVEL = Pattern.compile("exposure level for .*: ([0-9.]+) ");

  private Exposure() {}

  static void measure(Session session, String cell) {
    Map<String, Path> units = new LinkedHashMap<>();
    units.put("vipgate-master", session.root().resolve("systemd/vipgate.service"));
    units.put("vipgate-worker", session.root().resolve("systemd/vipgate-worker.service"));
    units.put("haproxy", DEBIAN.resolve("haproxy.service"));
    units.put("keepalived", DEBIAN.resolve("keepalived.service"));
    units.forEach(
        (name, unit) -> {
          Command.Result said =
              Command.run(
                  "systemd-analyze", "security", "--offline=true", "--no-pager", unit.toString());
          Matcher level = LEVEL.matcher(said.out());
          if (level.find()) {
            session.cost(
                cell,
                name,
                "exposure",
                "of 10",
                "systemd-analyze security --offline=true UNIT",
                Double.parseDouble(level.group(1)));
          } else {
            session.problem(cell, name, "systemd-analyze: value: no level (expected: one)");
          }
        });
  }
}
