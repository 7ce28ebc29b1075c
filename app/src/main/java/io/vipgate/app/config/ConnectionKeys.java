package io.vipgate.app.config;

import io.vipgate.app.config.ValueType.ListOf;
import io.vipgate.app.log.LogFormat;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The keys of {@code proxy.NAME} about what connections may do; all are off by default. */
final class ConnectionKeys {
  private static final int MANY = 100_000_000;
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final String NO_LIMIT = "no limit";
  private static final String FOR_EVER = "none: silence is fine";

  static final Key<Integer> MAX_CONNECTIONS =
      Key.optional(
              "max-connections",
              Scalars.integer(1, MANY),
              NO_LIMIT,
              "How many clients may be connected at once. Who comes then waits in the kernel's accept"
                  + " queue (`backlog`) until one leaves.")
          .knownAs("maxconn");

  static final Key<Integer> ACCEPT_RATE =
      Key.optional(
              "accept-rate",
              Scalars.integer(1, 1_000_000),
              NO_LIMIT,
              "How many clients are accepted in any second; who is one too many waits in the kernel's"
                  + " accept queue.")
          .knownAs("rate-limit", "maxconnrate");

  static final Key<List<Cidr>> ALLOW =
      Key.optional(
          "allow",
          new ListOf<>(Addresses.network()),
          "everybody",
          "Networks whose clients are let in; any other client is reset.");

  static final Key<List<Cidr>> DENY =
      Key.optional(
          "deny",
          new ListOf<>(Addresses.network()),
          "nobody",
          "Networks whose clients are reset, even if `allow` has them.");

  static final Key<List<Cidr>> ACCEPT_PROXY_FROM =
      Key.optional(
              "accept-proxy-from",
              new ListOf<>(Addresses.network()),
              "nobody",
              "Proxies before this one, which begin each connection with a header of the PROXY"
                  + " protocol (version 1 or 2). They must send it, within `connect-timeout`; the"
                  + " client that they name counts for `allow`, `deny`, `balance` and the log. A"
                  + " header from anybody else is not believed.")
          .knownAs("accept-proxy");

  static final Key<Duration> QUEUE_TIMEOUT =
      Key.withDefault(
              "queue-timeout",
              Scalars.duration(SHORTEST, DAY),
              "5s",
              "How long a client waits when every server that it may have is full (`max-connections`"
                  + " of servers); then it is reset.")
          .knownAs("timeout-queue", "timeout_queue");

  static final Key<Duration> CLIENT_TIMEOUT =
      idle(
          "client-timeout",
          "Without a byte to or from the client for so long, both ends are reset. Off, since watches,"
              + " `exec` and `logs -f` are silent for hours and alive; keepalive finds the dead.");

  static final Key<Duration> SERVER_TIMEOUT =
      idle("server-timeout", "As `client-timeout`, without a byte to or from the server.");

  static final Key<Duration> TUNNEL_TIMEOUT =
      idle(
          "tunnel-timeout",
          "As `client-timeout`, without a byte anywhere. Where it is set, the two others do not"
              + " count.");

  static final Key<Duration> HALF_CLOSE_TIMEOUT =
      Key.optional(
              "half-close-timeout",
              Scalars.duration(SHORTEST, LONGEST),
              FOR_EVER,
              "Without a byte for so long after one side has ended its direction, both ends are"
                  + " reset.")
          .knownAs("timeout-client-fin", "timeout-server-fin");

  static final Key<Duration> SLOW_START =
      Key.withDefault(
              "slow-start",
              Scalars.duration(Duration.ZERO, Duration.ofHours(1)),
              "10s",
              "A server that comes back from the dead, or from `maint`, begins with a sixteenth of its"
                  + " weight and has all of it after this time: its caches are cold, and with"
                  + " `leastconn` every client would go there at once. For `roundrobin`, `leastconn`,"
                  + " `random2`, `wrr`, `wlc`, `sed` and `nq`; 0s for none.")
          .knownAs("slowstart");

  static final Key<Boolean> PREFER_LOCAL =
      Key.withDefault(
          "prefer-local",
          Scalars.bool(),
          "false",
          "Whether a server with an address of this host gets the clients as long as it is in"
              + " rotation: the apiserver on this very master. One hop less, but the load is where"
              + " the VIP is.");

  static final Key<Integer> BACKLOG =
      Key.withDefault(
          "backlog",
          Scalars.integer(1, 65_535),
          "4096",
          "How many clients may wait in the kernel to be accepted, on each address; the kernel caps"
              + " it at `net.core.somaxconn`.");

  static final Key<Boolean> REUSE_PORT =
      Key.withDefault(
              "reuse-port",
              Scalars.bool(),
              "false",
              "Whether another process of the same user may listen on the same addresses, if it is"
                  + " set there as well (SO_REUSEPORT): new clients are spread over both, and those"
                  + " that wait in a socket that is closed are reset. For a second vipgate that"
                  + " takes over where no systemd hands sockets down, as between two containers."
                  + " Without it, a port that is taken is an error at the start.")
          .knownAs("reuseport", "so-reuseport");

  static final Key<LogFormat> LOG =
      Key.optional(
              "log",
              Scalars.choice(Arrays.asList(LogFormat.values()), LogFormat::label),
              "no log",
              "One line to standard output for each connection that is over, as HAProxy's `option"
                  + " tcplog` has it or as JSON; see [the fields](../guide/connections.md#the-log).")
          .knownAs("tcplog", "option-tcplog");

  static final List<Key<?>> ALL =
      List.of(
          MAX_CONNECTIONS,
          ACCEPT_RATE,
          ALLOW,
          DENY,
          ACCEPT_PROXY_FROM,
          QUEUE_TIMEOUT,
          CLIENT_TIMEOUT,
          SERVER_TIMEOUT,
          TUNNEL_TIMEOUT,
          HALF_CLOSE_TIMEOUT,
          SLOW_START,
          PREFER_LOCAL,
          BACKLOG,
          REUSE_PORT,
          LOG);

  private ConnectionKeys() {}

  private static Key<Duration> idle(String name, String doc) {
    return Key.optional(name, Scalars.duration(SHORTEST, LONGEST), FOR_EVER, doc)
        .knownAs("timeout-" + name.substring(0, name.indexOf('-')));
  }

  static ConnectionConfig build(SectionValues values) {
    return new ConnectionConfig(
        values.find(MAX_CONNECTIONS).orElse(0),
        values.find(ACCEPT_RATE).orElse(0),
        values.find(ALLOW).orElse(List.of()),
        values.find(DENY).orElse(List.of()),
        values.find(ACCEPT_PROXY_FROM).orElse(List.of()),
        values.get(QUEUE_TIMEOUT),
        values.find(CLIENT_TIMEOUT).orElse(Duration.ZERO),
        values.find(SERVER_TIMEOUT).orElse(Duration.ZERO),
        values.find(TUNNEL_TIMEOUT).orElse(Duration.ZERO),
        values.find(HALF_CLOSE_TIMEOUT).orElse(Duration.ZERO),
        values.get(SLOW_START),
        values.get(PREFER_LOCAL),
        values.get(BACKLOG),
        values.get(REUSE_PORT),
        TcpKeys.build(values),
        RebalanceKeys.build(values),
        values.getOrNull(LOG));
  }
}
