package io.vipgate.app.config;

import io.vipgate.app.config.Vocabulary.CheckType;
import io.vipgate.health.probe.Uses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code proxy.NAME.check}. */
final class CheckSection {
  private static final Duration MAX_DEFAULT_TIMEOUT = Duration.ofSeconds(2);

  static final Key<Duration> INTERVAL =
      Key.withDefault(
              "interval",
              intervals(),
              "2s",
              "From the start of one probe to the start of the next. 2 s find a silent server within"
                  + " 6 s, which is before the 10 s after which Kubernetes' clients give up; what"
                  + " clients cannot connect to is looked at at once, whatever the interval.")
          .knownAs("inter", "delay_loop");

  static final Key<Duration> FAST_INTERVAL =
      Key.optional(
              "fast-interval",
              intervals(),
              "the interval",
              "The same while a change is under way, from the first result that differs to the last"
                  + " one that it takes; at most the interval.")
          .knownAs("fastinter");

  static final Key<Duration> DOWN_INTERVAL =
      Key.optional(
              "down-interval",
              intervals(),
              "the interval",
              "The same of a server that is not ready or dead, and stays so.")
          .knownAs("downinter", "delay_before_retry");

  static final Key<Duration> TIMEOUT =
      Key.optional(
              "timeout",
              Scalars.duration(Duration.ofMillis(1), Duration.ofHours(1)),
              "the interval, but at most `2s`",
              "For a whole probe: connect, TLS and answer together. Never more than the interval.")
          .knownAs("connect_timeout", "connect-timeout", "misc_timeout");

  static final Key<Integer> FALL =
      Key.withDefault(
          "fall",
          Scalars.integer(1, 1000),
          "2",
          "Failures in a row that take a server out: one may be chance, and a third one would be"
              + " waited for by every client.");

  static final Key<Integer> RISE =
      Key.withDefault(
          "rise",
          Scalars.integer(1, 1000),
          "3",
          "Successes in a row that put it back. More than `fall`: a server that flaps stays out, and"
              + " an apiserver that has just started is asked for everything at once.");

  private final ProbeKeys keys;
  private final ProbeKeys memberKeys;
  private final Section members;
  private final Section section;

  CheckSection(List<CheckType> types) {
    keys = new ProbeKeys(types);
    memberKeys =
        new ProbeKeys(types.stream().filter(each -> !each.uses().contains(Uses.MEMBERS)).toList());
    members =
        new Section(
            "checks",
            Section.Kind.NAMED,
            "The checks that `all-of` and `any-of` are made of, each with a name; their times are"
                + " those of the check around them.",
            memberKeys.all(),
            List.of(),
            memberKeys::check);
    List<Key<?>> all = new ArrayList<>(List.of(keys.type(), ProbeKeys.PORT));
    all.addAll(List.of(INTERVAL, FAST_INTERVAL, DOWN_INTERVAL, TIMEOUT, FALL, RISE));
    all.addAll(keys.details());
    section =
        new Section(
            "check",
            Section.Kind.SINGLE,
            "How the servers are checked. The defaults are meant for apiservers;"
                + " [the guide](../guide/checks.md) says which type when.",
            List.copyOf(all),
            List.of(members),
            (values, report) -> check(values, types, report));
  }

  private static ValueType<Duration> intervals() {
    return Scalars.duration(Duration.ofMillis(10), Duration.ofDays(1));
  }

  Section section() {
    return section;
  }

  CheckConfig build(SectionValues values) {
    Duration interval = values.get(INTERVAL);
    return new CheckConfig(
        keys.build(values),
        interval,
        values.find(FAST_INTERVAL).orElse(interval),
        values.find(DOWN_INTERVAL).orElse(interval),
        values.find(TIMEOUT).orElseGet(() -> defaultTimeout(interval)),
        values.get(RISE),
        values.get(FALL),
        values.named(members).stream().map(memberKeys::build).toList());
  }

  /** What it is or is by default, in a section that may have problems; empty if it has one. */
  static Optional<Duration> timeout(SectionValues values) {
    Optional<Duration> written = values.find(TIMEOUT);
    return written.isPresent() || values.raw(TIMEOUT.name()).isPresent()
        ? written
        : values.find(INTERVAL).map(CheckSection::defaultTimeout);
  }

  private static Duration defaultTimeout(Duration interval) {
    return interval.compareTo(MAX_DEFAULT_TIMEOUT) < 0 ? interval : MAX_DEFAULT_TIMEOUT;
  }

  private void check(SectionValues values, List<CheckType> types, Report report) {
    checkAtMostTheInterval(values, TIMEOUT, report);
    checkAtMostTheInterval(values, FAST_INTERVAL, report);
    keys.check(values, report);
    values
        .find(keys.type())
        .flatMap(name -> types.stream().filter(known -> known.name().equals(name)).findFirst())
        .ifPresent(chosen -> checkMembers(values, chosen, report));
  }

  private static void checkAtMostTheInterval(
      SectionValues values, Key<Duration> key, Report report) {
    Optional<Duration> interval = values.find(INTERVAL);
    Optional<Duration> value = values.find(key);
    if (interval.isPresent() && value.isPresent() && value.get().compareTo(interval.get()) > 0) {
      report.problem(
          values.locate(key),
          "at most the interval, which is " + DurationText.format(interval.get()));
    }
  }

  private void checkMembers(SectionValues values, CheckType chosen, Report report) {
    boolean combines = chosen.uses().contains(Uses.MEMBERS);
    boolean any = !values.named(members).isEmpty();
    if (combines && !any) {
      report.problem(
          values.locate(keys.type()), "checks with it, such as checks { api { type = https } }");
    }
    if (!combines && any) {
      values
          .raw(members.name())
          .ifPresent(at -> report.problem(at, "type = all-of or type = any-of with it"));
    }
  }
}
