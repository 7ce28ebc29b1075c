package io.vipgate.bench.avail;

import io.vipgate.bench.contender.VipgateBinary;
import io.vipgate.lab.Await;
import io.vipgate.lab.Command;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import io.vipgate.lab.apiserver.ApiServer;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.VipgateConfig;
import io.vipgate.lab.tenant.VipgateRouter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Two masters that run vipgate. */
public final class VipgateMasters implements Masters {
  private static final String HTTP = "http://127.0.0.1:8404/";
  private static final String METRICS = HTTP + "metrics";
  private static final Pattern WATCHES =
      Pattern.compile(
          "^vipgate_lifeline_watches_total\\{event=\"(begun|ended)\".*\\} ([0-9.]+)$",
          Pattern.MULTILINE);

  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final Duration TEN_MS = Duration.ofMillis(10);

  /** As the unit of the package has it. */
  private static final String NICENESS = "-15";

  /** Checks are by TLS, although connections go to the plain port. */
  private static final String DEFAULT_CHECK =
      "{ type = https, port = %d }".formatted(ApiServer.PORT);

  private static final String FAST_CHECK =
      VipgateConfig.FAST_CHECK.replace("path =", "port = %d, path =".formatted(ApiServer.PORT));

  private final String name;
  private final SampleCluster cluster;
  private final VipgateBinary binary;
  private final UnaryOperator<VipgateRouter> timing;
  private final Duration advertInterval;
  private final String check;
  private final Map<Integer, LabProcess> processes = new TreeMap<>();

  private VipgateMasters(
      String name,
      SampleCluster cluster,
      VipgateBinary binary,
      UnaryOperator<VipgateRouter> timing,
      Duration advertInterval,
      String check) {
    this.name = name;
    this.cluster = cluster;
    this.binary = binary;
    this.timing = timing;
    this.advertInterval = advertInterval;
    this.check = check;
  }

  /** Version 2, adverts each second, and the checks that are the default. */
  public static Masters ofOneSecond(SampleCluster cluster, VipgateBinary binary) {
    return new VipgateMasters(
        "vipgate-1s",
        cluster,
        binary,
        UnaryOperator.identity(),
        Duration.ofSeconds(1),
        DEFAULT_CHECK);
  }

  /** Version 3, adverts each 10 ms, fast checks. */
  public static Masters ofTenMilliseconds(SampleCluster cluster, VipgateBinary binary) {
    return new VipgateMasters(
        "vipgate-10ms", cluster, binary, router -> router.inVersion3(TEN_MS), TEN_MS, FAST_CHECK);
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
    return cluster
        .masterConfig(timing.apply(cluster.router(number)))
        .withCheck(check)
        .withServerPort(ApiServer.PLAIN_PORT)
        .text();
  }

  @Override
  public void start(int number) {
    Node node = cluster.master(number);
    var config = node.write("vipgate.conf", text(number));
    List<String> command = new ArrayList<>(List.of("nice", "-n", NICENESS));
    command.addAll(binary.with("run", "--config", config.toString()));
    processes.put(number, node.start("vipgate", command));
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
  public long kill(int number) {
    return proxy(number).killAtOnce();
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
  public void takeBackOrders() {
    cluster.master(1).run(binary.with("promote", "apiserver").toArray(String[]::new));
  }

  @Override
  public Duration advertInterval() {
    return advertInterval;
  }

  @Override
  public void awaitUp(int number) {
    Await.until(
        "vipgate of master " + number + " listens",
        START,
        () ->
            cluster
                .master(number)
                .attempt("curl", "-sS", "--max-time", "5", HTTP + "healthz")
                .succeeded(),
        () -> proxy(number).log().tail());
  }

  @Override
  public void awaitStandby() {
    Await.until(
        "the second master watches the first one's process",
        START,
        () -> watches() == 1,
        () -> proxy(2).log().tail());
  }

  private long watches() {
    Command.Result metrics = cluster.master(2).attempt("curl", "-sS", "--max-time", "5", METRICS);
    return WATCHES
        .matcher(metrics.out())
        .results()
        .mapToLong(
            counter ->
                Math.round(Double.parseDouble(counter.group(2)))
                    * (counter.group(1).equals("begun") ? 1 : -1))
        .sum();
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
