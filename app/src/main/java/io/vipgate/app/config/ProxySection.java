package io.vipgate.app.config;

import io.vipgate.app.config.ValueType.ListOf;
import io.vipgate.app.config.Vocabulary.Balancer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code proxy.NAME}. */
final class ProxySection {
  static final Key<List<List<Endpoint>>> BIND =
      Key.required(
              "bind",
              new ListOf<>(Addresses.binds()),
              "Where it listens. On masters a virtual address, which need not be there yet; on workers"
                  + " `127.0.0.1:6443`. `0.0.0.0` and `::` take their own family only; `*` is both.")
          .knownAs("listen", "binds");

  static final Key<Duration> CONNECT_TIMEOUT =
      Key.withDefault(
              "connect-timeout",
              Scalars.duration(Duration.ofMillis(1), Duration.ofHours(1)),
              "2s",
              "For one try to connect to a server. 2 s outlive one lost SYN, which Linux sends again"
                  + " after 1 s; and with the default `retries` all four tries end after 8 s, within"
                  + " the 10 s that Kubernetes' clients wait for a TLS handshake.")
          .knownAs("connect", "timeout-connect", "timeout_connect");

  static final Key<Integer> RETRIES =
      Key.withDefault(
              "retries",
              Scalars.integer(0, 100),
              "3",
              "How many more servers are tried for a client when one cannot be reached.")
          .knownAs("retry");

  private final Key<String> balance;
  private final CheckSection check;
  private final Section section;

  ProxySection(Vocabulary vocabulary) {
    balance =
        Key.withDefault(
                "balance",
                Scalars.choice(vocabulary.balancers().stream().map(Balancer::name).toList()),
                "roundrobin",
                "How servers are chosen; [which one when](../guide/balancing.md). "
                    + summaries(vocabulary.balancers()))
            .knownAs("algorithm", "lb_algo");
    check = new CheckSection(vocabulary.checkTypes());
    section =
        new Section(
            "proxy",
            Section.Kind.NAMED,
            "A TCP proxy: it listens, and balances what comes over the servers that are ready.",
            keys(),
            List.of(check.section(), ServerSection.SECTION),
            (values, report) ->
                RebalanceKeys.check(values, balance, vocabulary.balancers(), report));
  }

  private List<Key<?>> keys() {
    return Stream.of(
            List.of(BIND, balance, CONNECT_TIMEOUT, RETRIES),
            ConnectionKeys.ALL,
            TcpKeys.ALL,
            RebalanceKeys.ALL)
        .flatMap(List::stream)
        .<Key<?>>map(key -> key)
        .toList();
  }

  private static String summaries(List<Balancer> balancers) {
    return balancers.stream()
        .map(balancer -> "`" + balancer.name() + "`: " + balancer.summary())
        .collect(Collectors.joining("; ", "", "."));
  }

  Section section() {
    return section;
  }

  ProxyConfig build(SectionValues values) {
    return new ProxyConfig(
        values.name(),
        values.get(BIND).stream().flatMap(List::stream).toList(),
        values.get(balance),
        values.get(CONNECT_TIMEOUT),
        values.get(RETRIES),
        ConnectionKeys.build(values),
        check.build(values.single(check.section())),
        values.named(ServerSection.SECTION).stream().map(ServerSection::build).toList());
  }
}
