package io.vipgate.bench.jmh;

import io.vipgate.lb.balance.Balancer;
import io.vipgate.lb.balance.BalancerType;
import io.vipgate.lb.balance.Flow;
import io.vipgate.lb.balance.Load;
import io.vipgate.lb.pool.Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One connection's part of balancing, by algorithm and number of servers: a pick, and what the
 * balancer is told of the connection and of an earlier one that ends. Clients take turns, and each
 * server has some connections.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
public class PickBenchmark {
  private static final int PORT = 6443;
  private static final int CLIENTS = 8192;
  private static final int WEIGHTS = 4;
  private static final int CONNECTIONS_EACH = 8;
  private static final int WARM = 2;

  /** The algorithm's key, as in the configuration. */
  @Param({
    "roundrobin",
    "leastconn",
    "first",
    "source",
    "source-consistent",
    "maglev",
    "random2",
    "wrr",
    "lc",
    "wlc",
    "sed",
    "nq",
    "lblc",
    "fo",
    "ovf"
  })
  public String algorithm;

  /** How many servers there are. */
  @Param({"3", "100", "1000"})
  public int servers;

  private Balancer balancer;
  private List<Server> pool;
  private Client[] clients;
  private Server[] connected;
  private int next;
  private final Map<String, long[]> open = new HashMap<>();
  private final Load load = server -> open.get(server.name())[0];

  private record Client(InetAddress client, InetAddress local, long arrivedNs) implements Flow {}

  @Setup
  public void makePool() throws UnknownHostException {
    pool = new ArrayList<>();
    for (int i = 0; i < servers; i++) {
      pool.add(new Server("s" + i, new InetSocketAddress(address(1, i), PORT), 1 + i % WEIGHTS));
      open.put("s" + i, new long[1]);
    }
    clients = new Client[CLIENTS];
    for (int i = 0; i < CLIENTS; i++) {
      clients[i] = new Client(address(2, i), address(3, 0), 0);
    }
    balancer = BalancerType.of(algorithm).orElseThrow().create(new SplittableRandom(1));
    connected = new Server[CONNECTIONS_EACH * servers];
    for (int i = 0; i < WARM * connected.length + CLIENTS; i++) {
      var unused = pick();
    }
  }

  private static InetAddress address(int network, int host) throws UnknownHostException {
    return InetAddress.getByAddress(
        new byte[] {10, (byte) network, (byte) (host >> Byte.SIZE), (byte) host});
  }

  @Benchmark
  public @Nullable Server pick() {
    next++;
    Server server = balancer.pick(pool, any -> true, clients[next % CLIENTS], load);
    int place = next % connected.length;
    if (connected[place] != null) {
      change(connected[place], -1);
    }
    if (server != null) {
      change(server, 1);
    }
    connected[place] = server;
    return server;
  }

  private void change(Server server, int connections) {
    open.get(server.name())[0] += connections;
    balancer.loadChanged(server, load);
  }
}
