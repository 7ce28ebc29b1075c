package io.vipgate.app.config;

import io.vipgate.app.config.Vocabulary.CheckType;
import io.vipgate.health.probe.ExpectedStatus;
import io.vipgate.health.probe.TlsVerify;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@code proxy.NAME.check}. */
final class CheckSection {
  private static final Duration MAX_DEFAULT_TIMEOUT = Duration.ofSeconds(2);
  private static final int PATH_MAX = 4095;

  static final Key<Integer> PORT =
      Key.optional("port", Scalars.integer(1, 65535), "the server's own", "The port to check.");

  static final Key<Duration> INTERVAL =
      Key.withDefault(
              "interval",
              Scalars.duration(Duration.ofMillis(10), Duration.ofDays(1)),
              "2s",
              "From the start of one probe to the start of the next.")
          .knownAs("inter", "delay_loop");

  static final Key<Duration> TIMEOUT =
      Key.optional(
              "timeout",
              Scalars.duration(Duration.ofMillis(1), Duration.ofHours(1)),
              "the interval, but at most `2s`",
              "For a whole probe: connect, TLS and answer together. Never more than the interval.")
          .knownAs("connect_timeout", "connect-timeout");

  static final Key<Integer> FALL =
      Key.withDefault(
          "fall",
          Scalars.integer(1, 1000),
          "2",
          "Failures in a row that take a server out: one may be chance.");

  static final Key<Integer> RISE =
      Key.withDefault(
          "rise",
          Scalars.integer(1, 1000),
          "3",
          "Successes in a row that put it back. More than `fall`: a server that flaps stays out.");

  static final Key<String> PATH =
      Key.withDefault(
          "path",
          Scalars.matching("/[!-~]*", "a path from its / on, without spaces, others %-encoded"),
          "/readyz",
          "What `http` and `https` ask for. `/readyz` fails while an apiserver starts and before it"
              + " stops, when `/livez` does not.");

  static final Key<String> HOST =
      Key.optional(
          "host",
          Scalars.matching("[!-~]+", "a name or an address, and :port if any"),
          "the server's address",
          "The `Host` header of `http` and `https`.");

  static final Key<ExpectedStatus> STATUS =
      Key.withDefault(
              "status",
              Scalars.readBy(
                  ExpectedStatus::parse, "HTTP statuses from 200 to 599, such as \"200-299,401\""),
              "200-299",
              "The answers that mean ready. With anonymous requests turned off an apiserver says 401:"
                  + " then `\"200-299,401\"` takes any answer of it for ready.")
          .knownAs("status_code");

  static final Key<TlsVerify> VERIFY =
      Key.withDefault(
          "verify",
          Scalars.choice(List.of(TlsVerify.values()), TlsVerify::label),
          "none",
          "How much of the certificate `https` verifies: nothing, that `ca-file` issued it (`ca`), or"
              + " its name as well (`full`). Nothing by default, since before `kubeadm init` there is"
              + " no CA.");

  static final Key<Path> CA_FILE =
      Key.optional(
              "ca-file",
              Scalars.absolutePath(PATH_MAX),
              "none",
              "PEM certificates to trust, such as `/etc/kubernetes/pki/ca.crt`; with `verify` only.")
          .knownAs("ca", "cafile");

  static final Key<String> SNI =
      Key.optional(
          "sni",
          Scalars.matching(
              "(?![0-9.]*$)[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*",
              "a host name, not an address"),
          "none",
          "The name that `https` sends (SNI) and, with `verify = full`, looks for in the certificate;"
              + " without it, it looks for the address.");

  private static final List<Key<?>> HTTP_KEYS = List.of(PATH, HOST, STATUS);
  private static final List<Key<?>> TLS_KEYS = List.of(VERIFY, CA_FILE, SNI);

  private final Key<String> type;
  private final Section section;

  CheckSection(List<CheckType> types) {
    type =
        Key.withDefault(
            "type",
            Scalars.choice(types.stream().map(CheckType::name).toList()),
            "https",
            "What a probe does. " + summaries(types));
    section =
        new Section(
            "check",
            Section.Kind.SINGLE,
            "How the servers are checked. The defaults are meant for apiservers.",
            List.of(
                type, PORT, INTERVAL, TIMEOUT, FALL, RISE, PATH, HOST, STATUS, VERIFY, CA_FILE,
                SNI),
            List.of(),
            (values, report) -> check(values, types, report));
  }

  private static String summaries(List<CheckType> types) {
    return types.stream()
        .map(checkType -> "`%s`: %s".formatted(checkType.name(), checkType.summary()))
        .collect(Collectors.joining("; ", "", "."));
  }

  Section section() {
    return section;
  }

  CheckConfig build(SectionValues values) {
    return new CheckConfig(
        values.get(type),
        values.getOrNull(PORT),
        values.get(INTERVAL),
        values.find(TIMEOUT).orElseGet(() -> defaultTimeout(values.get(INTERVAL))),
        values.get(RISE),
        values.get(FALL),
        values.get(PATH),
        values.getOrNull(HOST),
        values.get(STATUS),
        values.get(VERIFY),
        values.getOrNull(CA_FILE),
        values.getOrNull(SNI));
  }

  private static Duration defaultTimeout(Duration interval) {
    return interval.compareTo(MAX_DEFAULT_TIMEOUT) < 0 ? interval : MAX_DEFAULT_TIMEOUT;
  }

  private void check(SectionValues values, List<CheckType> types, Report report) {
    checkTimeout(values, report);
    checkTrust(values, report);
    values
        .find(type)
        .flatMap(name -> types.stream().filter(known -> known.name().equals(name)).findFirst())
        .ifPresent(chosen -> warnOfIgnored(values, types, chosen, report));
  }

  private static void checkTimeout(SectionValues values, Report report) {
    Optional<Duration> interval = values.find(INTERVAL);
    Optional<Duration> timeout = values.find(TIMEOUT);
    if (interval.isPresent()
        && timeout.isPresent()
        && timeout.get().compareTo(interval.get()) > 0) {
      report.problem(
          values.locate(TIMEOUT),
          "at most the interval, which is " + DurationText.format(interval.get()));
    }
  }

  private static void checkTrust(SectionValues values, Report report) {
    Optional<TlsVerify> verify = values.find(VERIFY);
    if (verify.isEmpty()) {
      return;
    }
    boolean verifies = verify.get() != TlsVerify.NONE;
    boolean hasCa = values.raw(CA_FILE.name()).isPresent();
    if (verifies && !hasCa) {
      report.problem(
          values.locate(VERIFY), "a ca-file with it, such as ca-file = /etc/kubernetes/pki/ca.crt");
    }
    if (!verifies && hasCa) {
      report.problem(
          values.locate(CA_FILE), "verify = ca or verify = full with it, or nothing is verified");
    }
  }

  private static void warnOfIgnored(
      SectionValues values, List<CheckType> types, CheckType chosen, Report report) {
    if (!chosen.usesHttp()) {
      warnOfIgnored(values, HTTP_KEYS, types, CheckType::usesHttp, report);
    }
    if (!chosen.usesTls()) {
      warnOfIgnored(values, TLS_KEYS, types, CheckType::usesTls, report);
    }
  }

  private static void warnOfIgnored(
      SectionValues values,
      List<Key<?>> keys,
      List<CheckType> types,
      Predicate<CheckType> usedBy,
      Report report) {
    String users = String.join(" or ", types.stream().filter(usedBy).map(CheckType::name).toList());
    for (Key<?> key : keys) {
      values
          .raw(key.name())
          .ifPresent(
              at -> report.warning(at, "type = %s with it, or it does nothing".formatted(users)));
    }
  }
}
