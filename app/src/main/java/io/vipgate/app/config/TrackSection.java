package io.vipgate.app.config;

import io.vipgate.app.config.ValueType.ListOf;
import io.vipgate.vrrp.role.Weight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code vrrp.NAME.track.NAME}. */
final class TrackSection {
  private static final int PATH_MAX = 4095;
  private static final String NOT_SET = "none; its type may need it";

  static final Key<String> INTERFACE =
      Key.optional("interface", Addresses.interfaceName(), NOT_SET, "The interface to look at.");

  static final Key<String> PROXY =
      Key.optional(
          "proxy", Scalars.matching(".+", "the name of a proxy"), NOT_SET, "The proxy to look at.");

  static final Key<Integer> AT_LEAST =
      Key.withDefault(
              "at-least",
              Scalars.integer(1, 1000),
              "1",
              "How many servers must be ready, or processes run.")
          .knownAs("quorum");

  static final Key<String> PROCESS =
      Key.optional(
          "process",
          Scalars.matching("[^\\x00-\\x1f]+", "a name such as etcd, or a path and arguments"),
          NOT_SET,
          "A process's name as in `/proc/PID/comm`; or, beginning with `/`, its program and first"
              + " arguments as in `ps -o args`.");

  static final Key<Path> FILE =
      Key.optional(
          "file",
          Scalars.absolutePath(PATH_MAX),
          NOT_SET,
          "A file with a whole number. One that is missing, or has none, counts as 0, as in"
              + " keepalived.");

  static final Key<List<String>> COMMAND =
      Key.optional(
              "command",
              new ListOf<>(Scalars.matching("[^\\x00]*", "a text")),
              NOT_SET,
              "The program's absolute path, and its arguments. It is run as it is, not by a shell.")
          .knownAs("script");

  static final Key<Duration> INTERVAL =
      Key.withDefault(
          "interval",
          Scalars.duration(Duration.ofMillis(50), Duration.ofDays(1)),
          "1s",
          "From one look, or start of the script, to the next.");

  static final Key<Duration> TIMEOUT =
      Key.optional(
          "timeout",
          Scalars.duration(Duration.ofMillis(10), Duration.ofDays(1)),
          "the interval",
          "After which the script is killed, and has failed. Never more than the interval.");

  static final Key<Integer> RISE =
      Key.withDefault(
          "rise", Scalars.integer(1, 1000), "1", "Successes in a row that make it up again.");

  static final Key<Integer> FALL =
      Key.withDefault(
          "fall", Scalars.integer(1, 1000), "1", "Failures in a row that make it down.");

  static final Key<String> USER =
      Key.optional(
          "user",
          Scalars.matching("[A-Za-z_][A-Za-z0-9_.-]{0,31}", "a user's name"),
          "vipgate's own",
          "Whom the script runs as. Another one than vipgate's own needs vipgate to run as root.");

  static final Key<Integer> WEIGHT =
      Key.optional(
          "weight",
          Scalars.integer(-Weight.MAX, Weight.MAX),
          "`0`; for `file` `1`",
          "`0`: down is a fault, and the addresses are given up at once. Positive: added to the"
              + " priority while up. Negative: taken from it while down. The sum stays within 1 to"
              + " 254. As in keepalived; but a holder whose priority falls offers the addresses to"
              + " its peers at once, rather than let them find out.");

  static final Key<Boolean> REVERSE =
      Key.withDefault(
          "reverse",
          Scalars.bool(),
          "false",
          "Turns the weight's sign, or with `0` takes up for the fault; as in keepalived.");

  private static final List<Key<?>> BY_TYPE =
      List.of(
          INTERFACE, PROXY, AT_LEAST, PROCESS, FILE, COMMAND, INTERVAL, TIMEOUT, RISE, FALL, USER);

  static final Key<TrackType> TYPE =
      Key.required(
          "type",
          Scalars.choice(List.of(TrackType.values()), TrackType::label),
          "What is tracked. "
              + Arrays.stream(TrackType.values())
                  .map(type -> "`" + type.label() + "`: " + type.summary())
                  .collect(Collectors.joining("; ", "", ".")));

  static final Section SECTION =
      new Section(
          "track",
          Section.Kind.NAMED,
          "Something that decides whether this router may be master, beside its priority. Nothing is"
              + " tracked by default: a dead server is ejected, and moving the addresses would not"
              + " bring it back. Track `servers` only where this machine alone may have lost them.",
          List.of(
              TYPE, WEIGHT, REVERSE, INTERFACE, PROXY, AT_LEAST, PROCESS, FILE, COMMAND, INTERVAL,
              TIMEOUT, RISE, FALL, USER),
          List.of(),
          TrackSection::check);

  private TrackSection() {}

  static TrackConfig build(SectionValues values) {
    TrackType type = values.get(TYPE);
    int weight = values.find(WEIGHT).orElse(defaultWeight(type));
    return new TrackConfig(
        values.name(), new Weight(weight, values.get(REVERSE)), tracked(type, values));
  }

  /** Whether its weight is 0. */
  static boolean isFault(SectionValues values) {
    return values
        .find(TYPE)
        .map(type -> values.find(WEIGHT).orElse(defaultWeight(type)) == 0)
        .orElse(true);
  }

  private static int defaultWeight(TrackType type) {
    return type == TrackType.FILE ? 1 : 0;
  }

  private static Tracked tracked(TrackType type, SectionValues values) {
    return switch (type) {
      case INTERFACE -> new Tracked.Interface(values.get(INTERFACE));
      case PROXY -> new Tracked.Proxy(values.get(PROXY));
      case SERVERS -> new Tracked.Servers(values.get(PROXY), values.get(AT_LEAST));
      case PROCESS ->
          new Tracked.Processes(values.get(PROCESS), values.get(AT_LEAST), values.get(INTERVAL));
      case FILE -> new Tracked.NumberInFile(values.get(FILE), values.get(INTERVAL));
      case SCRIPT ->
          new Tracked.Script(
              values.get(COMMAND),
              values.get(INTERVAL),
              values.find(TIMEOUT).orElseGet(() -> values.get(INTERVAL)),
              values.get(RISE),
              values.get(FALL),
              values.getOrNull(USER));
    };
  }

  private static void check(SectionValues values, Report report) {
    values.find(TYPE).ifPresent(type -> checkKeys(values, type, report));
    checkTimeout(values, report);
    values
        .find(COMMAND)
        .filter(command -> !command.get(0).startsWith("/"))
        .ifPresent(
            command ->
                report.problem(
                    values.locate(COMMAND),
                    "an absolute path first; there is no shell to find it"));
  }

  /** Those that matter to it; it cannot do without the first. */
  private static List<Key<?>> keys(TrackType type) {
    return switch (type) {
      case INTERFACE -> List.of(INTERFACE);
      case PROXY -> List.of(PROXY);
      case SERVERS -> List.of(PROXY, AT_LEAST);
      case PROCESS -> List.of(PROCESS, AT_LEAST, INTERVAL);
      case FILE -> List.of(FILE, INTERVAL);
      case SCRIPT -> List.of(COMMAND, INTERVAL, TIMEOUT, RISE, FALL, USER);
    };
  }

  private static void checkKeys(SectionValues values, TrackType type, Report report) {
    List<Key<?>> used = keys(type);
    Key<?> subject = used.get(0);
    if (values.raw(subject.name()).isEmpty()) {
      report.problem(
          values.at().place(),
          values.at().join(subject.name()),
          "missing",
          subject.type().expected());
    }
    for (Key<?> key : BY_TYPE) {
      if (!used.contains(key)) {
        values
            .raw(key.name())
            .ifPresent(
                at ->
                    report.warning(
                        at, "another type than %s, or it does nothing".formatted(type.label())));
      }
    }
  }

  private static void checkTimeout(SectionValues values, Report report) {
    Optional<Duration> interval = values.find(INTERVAL);
    values
        .find(TIMEOUT)
        .filter(timeout -> interval.isPresent() && timeout.compareTo(interval.get()) > 0)
        .ifPresent(
            timeout ->
                report.problem(
                    values.locate(TIMEOUT),
                    "at most the interval, which is "
                        + interval.map(DurationText::format).orElse("")));
  }
}
