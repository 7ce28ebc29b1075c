package io.vipgate.bench.avail;

import io.vipgate.bench.contender.VipgateBinary;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.VipgateConfig;
import io.vipgate.lab.tenant.VipgateRouter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Two masters that run vipgate. */
public final class VipgateMasters implements Masters {
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final Duration TEN_MS = Duration.ofMillis(10);

  private final String name;
  private final SampleCluster cluster;
  private final VipgateBinary binary;
  private final UnaryOperator<VipgateRouter> timing;
  private final String check;
  private final Map<Integer, LabProcess> processes = new TreeMap<>();

  private VipgateMasters(
      String name,
      SampleCluster cluster,
      VipgateBinary binary,
      UnaryOperator<VipgateRouter> timing,
      String check) {
    this.name = name;
    this.cluster = cluster;
    this.binary = binary;
    this.timing = timing;
    this.check = check;
  }

  /** Version 2, adverts each second, and the checks that are the default. */
  public static Masters ofOneSecond(SampleCluster cluster, VipgateBinary binary) {
    return new VipgateMasters(
        "vipgate-1s", cluster, binary, UnaryOperator.identity(), "{ type = https }");
  }

  /** Version 3, adverts each 10 ms, fast checks. */
  public static Masters ofTenMilliseconds(SampleCluster cluster, VipgateBinary binary) {
    return new VipgateMasters(
        "vipgate-10ms",
        cluster,
        binary,
        router -> router.inVersion3(TEN_MS),
        VipgateConfig.FAST_CHECK);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String settings() {
    return text(1);
  }

  private String text(int number) {
    return cluster.masterConfig(timing.apply(cluster.router(number))).withCheck(check).text();
  }

  @Override
  public void start(int number) {
    Node node = cluster.master(number);
    var config = node.write("vipgate.conf", text(number));
    processes.put(number, node.start("vipgate", binary.with("run", "--config", config.toString())));
  }

  @Override
  public List<LabProcess> daemons(int number) {
    return List.of(proxy(number));
  }

  @Override
  public LabProcess proxy(int number) {
    LabProcess process = processes.get(number);
    if (process == null) {
      throw new IllegalStateException("master: value: " + number + " (expected: a started one)");
    }
    return process;
  }

  @Override
  public void stop(int number) {
    proxy(number).terminate(STOP);
  }

  @Override
  public void switchOver() {
    cluster.master(1).run(binary.with("demote", "apiserver").toArray(String[]::new));
  }

  @Override
  public void reload(int number) {
    proxy(number).signal("HUP");
  }

  @Override
  public void close() {
    processes.values().forEach(LabProcess::close);
    processes.clear();
  }
}
