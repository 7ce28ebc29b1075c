package io.vipgate.app.config;

import io.vipgate.lb.pool.ProxyHeader;
import io.vipgate.lb.pool.ServerOptions;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** {@code proxy.NAME.servers.NAME}. */
final class ServerSection {
  static final Key<Endpoint> ADDRESS =
      Key.required(
              "address",
              Addresses.server(),
              "Where it listens. An IP address and not a DNS name: a name may be served from the very"
                  + " cluster that is down; see `dns-name`.")
          .knownAs("server");

  static final Key<Integer> WEIGHT =
      Key.withDefault(
          "weight",
          Scalars.integer(0, 256),
          "1",
          "Its share of new connections, relative to the others; 0 gives it none.");

  static final Key<String> DNS_NAME =
      Key.optional(
              "dns-name",
              Scalars.matching(
                  "(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*",
                  "a DNS name such as apiserver01.example.com"),
              "none: it stays at `address`",
              "A name whose address the server follows. It is looked up every 10 s on a thread of its"
                  + " own; until that has worked, and whenever it does not, the last address that"
                  + " is known is used, at first `address`. Connections that there are stay.")
          .knownAs("resolve", "host");

  static final Key<Integer> TIER =
      Key.withDefault(
              "tier",
              Scalars.integer(ServerOptions.FIRST_TIER, ServerOptions.LAST_TIER),
              "0",
              "Servers of a higher tier are backups: they get clients only while no server of a lower"
                  + " tier is in rotation, or those are used up by retries.")
          .knownAs("backup");

  static final Key<Integer> MAX_CONNECTIONS =
      Key.optional(
              "max-connections",
              Scalars.integer(1, 1_000_000),
              "no limit",
              "How many connections it may have at once. Who would be one more goes to another server"
                  + " of its tier, or waits in the queue for `queue-timeout`.")
          .knownAs("maxconn");

  static final Key<InetAddress> SOURCE =
      Key.optional(
          "source",
          Addresses.source(),
          "as the routes have it",
          "The address of this host to connect from. Several servers at one address with sources of"
              + " their own have 28,000 ports each.");

  static final Key<ProxyHeader> SEND_PROXY =
      Key.withDefault(
              "send-proxy",
              Scalars.choice(Arrays.asList(ProxyHeader.values()), ProxyHeader::label),
              "none",
              "The version of the PROXY protocol in which it is told who the client is. An apiserver"
                  + " does not understand it.")
          .knownAs("send-proxy-v2");

  static final Section SECTION =
      new Section(
          "servers",
          Section.Kind.NAMED_REQUIRED,
          "A server to balance over, in the file's order. A name with dots needs quotes:"
              + " `\"192.168.2.22\".address = ...`.",
          List.of(ADDRESS, WEIGHT, DNS_NAME, TIER, MAX_CONNECTIONS, SOURCE, SEND_PROXY),
          List.of(),
          (values, report) -> {});

  private ServerSection() {}

  static ServerConfig build(SectionValues values) {
    return new ServerConfig(
        values.name(),
        values.get(ADDRESS),
        values.getOrNull(DNS_NAME),
        values.get(WEIGHT),
        new ServerOptions(
            values.get(TIER),
            values.find(MAX_CONNECTIONS).orElse(0),
            values.getOrNull(SOURCE),
            values.get(SEND_PROXY)));
  }
}
