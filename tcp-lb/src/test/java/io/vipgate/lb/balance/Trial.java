package io.vipgate.lb.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lb.pool.Server;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A balancer under test, with the connections that its servers have. */
final class Trial {
  static final Flows FLOW = Flows.from("192.0.2.1");

  private final Balancer balancer;
  private final Map<String, Long> open = new HashMap<>();

  Trial(BalancerType type) {
    this(type.create(new SplittableRandom(1)));
  }

  Trial(Balancer balancer) {
    this.balancer = balancer;
  }

  /** Servers such as {@code "a5 b1"}: a name of one letter and a weight; each its own address. */
  static List<Server> servers(String namesAndWeights) {
    List<Server> servers = new ArrayList<>();
    for (String each : namesAndWeights.split(" ", -1)) {
      char name = each.charAt(0);
      servers.add(server(String.valueOf(name), name - 'a', Integer.parseInt(each.substring(1))));
    }
    assertThat(servers).isNotEmpty();
    return List.copyOf(servers);
  }

  /** {@code s0}, {@code s1}...: that many, all of one weight. */
  static List<Server> many(int count, int weight) {
    return IntStream.range(0, count).mapToObj(i -> server("s" + i, i, weight)).toList();
  }

  /** 1 to {@code most} servers of random weights from 1 to {@code heaviest}. */
  static List<Server> some(Random random, int most, int heaviest) {
    return IntStream.range(0, 1 + random.nextInt(most))
        .mapToObj(i -> server("s" + i, i, 1 + random.nextInt(heaviest)))
        .toList();
  }

  static Server server(String name, int number, int weight) {
    String address = "10.32." + (137 + number / 200) + "." + (20 + number % 200);
    return new Server(name, new InetSocketAddress(Flows.literal(address), 6443), weight);
  }

  static Predicate<Server> not(String names) {
    return server -> !names.contains(server.name());
  }

  /** Sets how many connections each has, such as {@code "a5 b1"}. */
  Trial loaded(String namesAndCounts) {
    for (String each : namesAndCounts.split(" ", -1)) {
      setOpen(each.substring(0, 1), Long.parseLong(each.substring(1)));
    }
    return this;
  }

  void setOpen(String name, long count) {
    open.put(name, count);
    balancer.loadChanged(server(name, 0, 1), this::open);
  }

  long open(Server server) {
    return open.getOrDefault(server.name(), 0L);
  }

  @Nullable Server ask(List<Server> servers, Predicate<Server> eligible, Flow flow) {
    return balancer.pick(servers, eligible, flow, this::open);
  }

  /** The name of the one that is picked; the load stays as it is. */
  String pick(List<Server> servers, Predicate<Server> eligible, Flow flow) {
    Server server = ask(servers, eligible, flow);
    return server == null ? "-" : server.name();
  }

  /** The names of that many picks in a row of connections that end at once. */
  String picks(List<Server> servers, int count) {
    return picks(servers, server -> true, count);
  }

  String picks(List<Server> servers, Predicate<Server> eligible, int count) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < count; i++) {
      names.append(pick(servers, eligible, FLOW));
    }
    return names.toString();
  }

  /** The names of that many picks in a row of connections that stay. */
  String holds(List<Server> servers, int count) {
    return holds(servers, FLOW, count);
  }

  String holds(List<Server> servers, Flow flow, int count) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String name = pick(servers, server -> true, flow);
      setOpen(name, open.getOrDefault(name, 0L) + 1);
      names.append(name);
    }
    return names.toString();
  }

  /** The picks for each flow. */
  String forAll(List<Flows> flows, List<Server> servers, Predicate<Server> eligible) {
    StringBuilder names = new StringBuilder();
    flows.forEach(flow -> names.append(pick(servers, eligible, flow)));
    return names.toString();
  }
}
