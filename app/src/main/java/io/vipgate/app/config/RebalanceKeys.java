package io.vipgate.app.config;

import io.vipgate.app.config.Vocabulary.Balancer;
import java.util.List;
import java.util.stream.Collectors;

/** The keys of {@code proxy.NAME} by which open connections follow the servers; off by default. */
final class RebalanceKeys {
  static final Key<Integer> PER_MINUTE =
      Key.optional(
          "rebalance-per-minute",
          Scalars.integer(1, 600),
          "off",
          "After a server has come back: how many connections a minute are ended in order, one by"
              + " one, where a server has more than its share of those that are open, so that their"
              + " clients connect anew. The longest silent first, and nobody who spoke within a"
              + " second; never while a server is anything but ready, nor within a minute of that."
              + " See [rebalancing](../guide/connections.md#rebalancing).");

  static final Key<Integer> TOLERANCE =
      Key.withDefault(
          "rebalance-tolerance",
          Scalars.integer(1, 100),
          "10",
          "By how many per cent of its share a server may have more connections, with"
              + " `rebalance-per-minute`.");

  static final List<Key<?>> ALL = List.of(PER_MINUTE, TOLERANCE);

  private RebalanceKeys() {}

  static RebalanceConfig build(SectionValues values) {
    return new RebalanceConfig(values.find(PER_MINUTE).orElse(0), values.get(TOLERANCE));
  }

  /** A client that always gets the same server would be sent away again and again. */
  static void check(
      SectionValues values, Key<String> balance, List<Balancer> balancers, Report report) {
    List<String> fitting =
        balancers.stream().filter(Balancer::isProportional).map(Balancer::name).toList();
    boolean fits = values.find(balance).map(fitting::contains).orElse(true);
    if (!fits && values.find(PER_MINUTE).isPresent()) {
      report.problem(
          values.locate(PER_MINUTE),
          fitting.stream()
              .collect(
                  Collectors.joining(", ", "nothing, or a balance that goes by shares: ", "")));
    }
  }
}
