package io.vipgate.bench.jmh;

import io.vipgate.lb.balance.Balancer;
import io.vipgate.lb.balance.BalancerType;
import io.vipgate.lb.balance.Flow;
import io.vipgate.lb.pool.Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One pick, by algorithm and number of servers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
public class PickBenchmark {
  private static final int PORT = 6443;

  /** The algorithm's key, as in the configuration. */
  @Param({"roundrobin", "leastconn", "source", "maglev", "random2", "wrr"})
  public String algorithm;

  /** How many servers there are. */
  @Param({"3", "100", "1000"})
  public int servers;

  private Balancer balancer;
  private List<Server> pool;
  private Flow flow;

  @Setup
  public void makePool() throws UnknownHostException {
    InetAddress client = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
    InetAddress local = InetAddress.getByAddress(new byte[] {10, 0, 0, 2});
    pool =
        IntStream.range(0, servers)
            .mapToObj(i -> new Server("s" + i, new InetSocketAddress(local, PORT)))
            .toList();
    flow =
        new Flow() {
          @Override
          public InetAddress client() {
            return client;
          }

          @Override
          public InetAddress local() {
            return local;
          }

          @Override
          public long arrivedNs() {
            return 0;
          }
        };
    balancer = BalancerType.of(algorithm).orElseThrow().create(new SplittableRandom(1));
  }

  @Benchmark
  public @Nullable Server pick() {
    return balancer.pick(pool, server -> true, flow, server -> 1);
  }
}
