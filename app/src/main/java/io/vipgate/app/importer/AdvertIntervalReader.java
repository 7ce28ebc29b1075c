package io.vipgate.app.importer;

import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.SourceLine;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code advert_int}, whose range hangs on the version. */
final class AdvertIntervalReader {
  private static final String DEFAULT = "keepalived's default";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration V2_MAX = Duration.ofSeconds(255);
  private static final Duration V3_STEP = Duration.ofMillis(10);
  private static final Duration V3_MAX = Duration.ofMillis(40_950);

  private final Ledger ledger;

  AdvertIntervalReader(Ledger ledger) {
    this.ledger = ledger;
  }

  Sourced<Duration> read(SourceLine instance, Optional<Statement> statement, int version) {
    if (statement.isEmpty()) {
      return Sourced.byDefault(instance, SECOND, DEFAULT);
    }
    Statement line = statement.get();
    Optional<Sourced<Duration>> read = KeepalivedTime.of(line);
    if (read.isEmpty()) {
      lost(line, "not a number of seconds: keepalived's default of 1 s is used");
      return Sourced.byDefault(instance, SECOND, DEFAULT);
    }
    Duration wanted = read.get().value();
    Duration fitting =
        version == 2 ? fitted(wanted, SECOND, V2_MAX) : fitted(wanted, V3_STEP, V3_MAX);
    if (fitting.equals(wanted)) {
      ledger.carried(line.at(), Statements.shown(line), "as advert-interval");
      return read.get();
    }
    String instead = Hocon.duration(fitting);
    lost(
        line,
        version == 2
            ? "version 2 has whole seconds from 1 to 255: %s, and so all masters have to change at once"
                .formatted(instead)
            : "version 3 has steps of 10 ms up to 40.95 s: " + instead);
    return read.get().with(fitting, "%s instead of %s".formatted(instead, Hocon.duration(wanted)));
  }

  /** Rounded up to a step, within one step and the maximum. */
  private static Duration fitted(Duration wanted, Duration step, Duration max) {
    long steps = -Math.floorDiv(-wanted.toNanos(), step.toNanos());
    Duration rounded = step.multipliedBy(Math.max(1, steps));
    return rounded.compareTo(max) > 0 ? max : rounded;
  }

  private void lost(Statement line, String says) {
    ledger.lost(line.at(), Statements.shown(line), says);
  }
}
