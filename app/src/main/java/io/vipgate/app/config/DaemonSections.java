package io.vipgate.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The sections that concern the process itself: {@code http}, {@code admin}, {@code state}, {@code
 * define}.
 */
final class DaemonSections {
  /** sun_path less its closing zero (unix(7)). */
  private static final int SOCKET_PATH_BYTES = 107;

  /** Linux's PATH_MAX less its closing zero. */
  private static final int PATH_BYTES = 4_095;

  static final Key<Endpoint> LISTEN =
      Key.withDefault(
          "listen",
          Addresses.bind(),
          "127.0.0.1:8404",
          "Where `/metrics`, `/healthz`, `/readyz`, `/status` and the status page are served, read"
              + " only. There is no authentication: think before it listens to a network.");

  static final Key<Path> SOCKET =
      Key.withDefault(
          "socket",
          Scalars.absolutePath(SOCKET_PATH_BYTES),
          "/run/vipgate/admin.sock",
          "The Unix socket through which the commands reach the service.");

  static final Section HTTP =
      new Section(
          "http",
          Section.Kind.SINGLE,
          "The HTTP endpoint for people and monitoring.",
          List.of(LISTEN),
          List.of(),
          (values, report) -> {});

  static final Section ADMIN =
      new Section(
          "admin",
          Section.Kind.SINGLE,
          "The admin socket.",
          List.of(SOCKET),
          List.of(),
          (values, report) -> {});

  static final Key<Path> STATE_DIRECTORY =
      Key.optional(
          "directory",
          Scalars.absolutePath(PATH_BYTES),
          "`$STATE_DIRECTORY`, which systemd sets; without it, nothing is kept",
          "Where the last 1,000 transitions are kept over restarts (`journal.jsonl`, one JSON object"
              + " a line). The directory must exist. A disk that fails is a line in the log and"
              + " nothing more.");

  static final Key<Boolean> KEEP_ORDERS =
      Key.withDefault(
          "keep-orders",
          Scalars.bool(),
          "false",
          "Whether `drain`, `maint` and `weight` outlive a restart, too (`orders`, in the same directory); a"
              + " reload they outlive in any case. Without it, a restarted service goes by the"
              + " checks alone.");

  static final Section STATE =
      new Section(
          "state",
          Section.Kind.SINGLE,
          "What outlives a restart.",
          List.of(STATE_DIRECTORY, KEEP_ORDERS),
          List.of(),
          (values, report) -> {});

  static final Key<Integer> PROCESS_CONNECTIONS =
      Key.optional(
              "max-connections",
              Scalars.integer(1, 100_000_000),
              "no limit but that of descriptors, two a connection",
              "How many clients all proxies together may have at once. Who comes then waits in the"
                  + " kernel's accept queue until one leaves.")
          .knownAs("maxconn");

  static final Key<Duration> DRAIN_TIMEOUT =
      Key.withDefault(
          "drain-timeout",
          Scalars.duration(Duration.ZERO, Duration.ofDays(1)),
          "10m",
          "How long, after `vipgate upgrade`, the old process goes on with the connections that it"
              + " has; those that are left then are reset.");

  static final Section LIMITS =
      new Section(
          "limits",
          Section.Kind.SINGLE,
          "What the process as a whole may take.",
          List.of(PROCESS_CONNECTIONS, DRAIN_TIMEOUT),
          List.of(),
          (values, report) -> {});

  static final Section DEFINE =
      new Section(
          "define",
          Section.Kind.FREE,
          "Names of your own for values that stand in several places:"
              + " `define.vip = \"10.32.255.99\"`, and then `addresses = [${define.vip}]`.",
          List.of(),
          List.of(),
          (values, report) -> {});

  private DaemonSections() {}
}
