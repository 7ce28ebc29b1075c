package io.vipgate.lb.balance;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The algorithms that a configuration can name. The parser and the reference read this enum, and
 * {@code docs/guide/balancing.md} says when to pick which.
 */
public enum BalancerType {
  ROUNDROBIN(
      "roundrobin",
      "each server in turn, in proportion to its weight, smoothly interleaved",
      random -> new RoundRobin()),
  LEASTCONN(
      "leastconn",
      "the fewest open connections for its weight, equals in turn",
      random -> new LeastConnectionInTurn()),
  FIRST("first", "the first server that can, in the file's order", random -> new First()),
  SOURCE(
      "source",
      "by a hash of the client's address, modulo the sum of weights",
      random -> new SourceModulo()),
  SOURCE_CONSISTENT(
      "source-consistent",
      "by a hash of the client's address, so that few clients move when servers come and go",
      random -> new SourceConsistent()),
  MAGLEV(
      "maglev",
      "by the client's address in a Maglev table: constant time, and few clients move, too",
      random -> new Maglev()),
  RANDOM2(
      "random2", "the less busy of two servers drawn at random by their weights", RandomTwo::new),
  WRR(
      "wrr",
      "IPVS: as roundrobin, but heavy servers have their share in lumps",
      random -> new WeightedRoundRobin()),
  LC(
      "lc",
      "IPVS: the fewest open connections, whatever the weight",
      random -> new LeastConnection()),
  WLC(
      "wlc",
      "IPVS: the least `open / weight`, the first among equals",
      random -> new WeightedLeastConnection()),
  SED("sed", "IPVS: the least `(open + 1) / weight`", random -> new ShortestExpectedDelay()),
  NQ("nq", "IPVS: the first idle server, or else as `sed`", random -> new NeverQueue()),
  SH("sh", "IPVS: by the client's address in a table of 256 slots", random -> new SourceHash()),
  DH(
      "dh",
      "IPVS: by the address that the client connected to, so one server for each VIP",
      random -> new DestinationHash()),
  LBLC(
      "lblc",
      "IPVS: one server for each VIP, until it is overloaded",
      random -> new LocalityLeastConnection()),
  LBLCR(
      "lblcr",
      "IPVS: a set of servers for each VIP, which grows when it is overloaded",
      random -> new LocalityLeastConnectionReplicated()),
  FO("fo", "IPVS: the server of the highest weight", random -> new WeightedFailover()),
  OVF(
      "ovf",
      "IPVS: the server of the highest weight that has no more connections than that",
      random -> new Overflow()),
  MH("mh", "IPVS: Maglev with the kernel's table of 4093 slots", random -> new MaglevHash());

  private final String key;
  private final String summary;

  @SuppressWarnings("ImmutableEnumChecker") // the factories hold no state
  private final Function<RandomGenerator, Balancer> factory;

  BalancerType(String key, String summary, Function<RandomGenerator, Balancer> factory) {
    this.key = key;
    this.summary = summary;
    this.factory = factory;
  }

  /** The algorithm that a configuration calls {@code key}. */
  public static Optional<BalancerType> of(String key) {
    return Arrays.stream(values()).filter(type -> type.key.equals(key)).findFirst();
  }

  /** Its name in the configuration. */
  public String key() {
    return key;
  }

  /**
   * Whether a server's weight is its share of connections and nothing else, so that it may change
   * by the second: to a table it would be a new one each time, and to some algorithms weight is an
   * order or a number of connections.
   */
  public boolean isProportional() {
    return switch (this) {
      case ROUNDROBIN, LEASTCONN, RANDOM2, WRR, WLC, SED, NQ -> true;
      case FIRST, SOURCE, SOURCE_CONSISTENT, MAGLEV, LC, SH, DH, LBLC, LBLCR, FO, OVF, MH -> false;
    };
  }

  /** One line for the reference page. */
  public String summary() {
    return summary;
  }

  /**
   * A fresh balancer, for one event loop.
   *
   * @param random what chance decides with, where the algorithm leaves anything to it
   */
  public Balancer create(RandomGenerator random) {
    return new DrainedLast(() -> factory.apply(random));
  }
}
