package io.vipgate.app.importer;

import io.vipgate.app.importer.source.SourceLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how often HAProxy checks, how long it waits, and how many results it takes. */
final class CheckTimes {
  private static final String DEFAULT = "haproxy's default";
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration MIN_INTERVAL = Duration.ofMillis(10);
  private static final Duration MAX_INTERVAL = Duration.ofDays(1);
  private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

  private final Scope scope;
  private final ServerParams params;
  private final SourceLine servers;
  private final Ledger ledger;

  /**
   * For one proxy.
   *
   * @param params of the server that stands for all
   * @param servers where they begin
   */
  CheckTimes(Scope scope, ServerParams params, SourceLine servers, Ledger ledger) {
    this.scope = scope;
    this.params = params;
    this.servers = servers;
    this.ledger = ledger;
  }

  Sourced<Duration> interval() {
    Sourced<Duration> read =
        params.time("inter").orElseGet(() -> Sourced.byDefault(servers, INTERVAL, DEFAULT));
    return clipped(read, MIN_INTERVAL, MAX_INTERVAL, "inter");
  }

  /**
   * HAProxy gives a check the whole interval; with {@code timeout check} the shorter of connect
   * timeout and interval to connect, and that long again to answer.
   */
  Sourced<Duration> timeout(Sourced<Duration> interval, boolean isConnectOnly) {
    Duration whole = interval.value();
    SourceLine at = interval.at();
    Optional<Sourced<Duration>> check = scope.backTimeout("check");
    if (check.isEmpty()) {
      return Sourced.byDefault(at, whole, "haproxy's default is the interval");
    }
    Duration connect =
        scope.backTimeout("connect").map(Sourced::value).map(t -> shorter(t, whole)).orElse(whole);
    Duration sum = connect.plus(isConnectOnly ? Duration.ZERO : check.get().value());
    return new Sourced<>(
        sum, check.get().at(), check.get().note() + ", and timeout connect before it");
  }

  Sourced<Duration> fitted(Sourced<Duration> timeout, Sourced<Duration> interval) {
    return clipped(
        timeout,
        Duration.ofMillis(1),
        shorter(interval.value(), MAX_TIMEOUT),
        "timeout connect and check");
  }

  private Sourced<Duration> clipped(
      Sourced<Duration> time, Duration min, Duration max, String what) {
    Duration value = time.value();
    Duration within = value.compareTo(min) < 0 ? min : shorter(value, max);
    if (within.equals(value)) {
      return time;
    }
    ledger.replaced(
        time.at(),
        what + " " + Hocon.duration(value),
        "%s, which is what it can be here".formatted(Hocon.duration(within)));
    return time.with(within, Hocon.duration(within) + " instead of " + Hocon.duration(value));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  Sourced<Integer> count(String name, int byDefault) {
    return params
        .number(name, 1, 1000)
        .orElseGet(() -> Sourced.byDefault(servers, byDefault, DEFAULT));
  }

  /** {@code fast-interval} and {@code down-interval}, if they are asked for. */
  List<Setting> others(Sourced<Duration> interval) {
    List<Setting> settings = new ArrayList<>();
    params
        .time("fastinter")
        .map(time -> clipped(time, MIN_INTERVAL, interval.value(), "fastinter"))
        .ifPresent(time -> settings.add(setting("fast-interval", time)));
    params
        .time("downinter")
        .map(time -> clipped(time, MIN_INTERVAL, MAX_INTERVAL, "downinter"))
        .ifPresent(time -> settings.add(setting("down-interval", time)));
    return settings;
  }

  private static Setting setting(String key, Sourced<Duration> time) {
    return new Setting(key, Hocon.duration(time.value()), time.note());
  }
}
