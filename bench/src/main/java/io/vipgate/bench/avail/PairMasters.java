package io.vipgate.bench.avail;

import io.vipgate.lab.Await;
import io.vipgate.lab.EpochTime;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import io.vipgate.lab.apiserver.ApiServer;
import io.vipgate.lab.sample.SampleCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Two masters that run keepalived and haproxy. */
public final class PairMasters implements Masters {
  private static final Duration STOP = Duration.ofSeconds(10);

  /** The master's priority, and by how much it drops for a switchover. */
  private static final int[] PRIORITIES = {101, 100};

  private static final int DEMOTED = 50;

  private record Daemons(LabProcess keepalived, LabProcess haproxy) {}

  private final SampleCluster cluster;
  private final PairSettings settings;
  private final Map<Integer, Daemons> daemons = new TreeMap<>();
  private int generation;

  public PairMasters(SampleCluster cluster, PairSettings settings) {
    this.cluster = cluster;
    this.settings = settings;
  }

  @Override
  public String name() {
    return settings.label();
  }

  @Override
  public String settings() {
    return keepalivedText(1, PRIORITIES[0]) + "\n" + haproxyText();
  }

  private String haproxyText() {
    return settings.haproxy(
        SampleCluster.PORT, SampleCluster.SERVERS, ApiServer.PLAIN_PORT, ApiServer.PORT);
  }

  private String keepalivedText(int number, int priority) {
    return settings.keepalived(
        SampleCluster.INTERFACE,
        SampleCluster.VIP,
        SampleCluster.PORT,
        priority,
        pidFile(number).toString());
  }

  private Path pidFile(int number) {
    return cluster.master(number).directory().resolve("haproxy.pid");
  }

  @Override
  public void start(int number) {
    Node node = cluster.master(number);
    var haproxyConfig = node.write("haproxy.cfg", haproxyText());
    LabProcess haproxy =
        node.start(
            "haproxy",
            launched(
                "haproxy",
                "-W",
                "-db",
                "-f",
                haproxyConfig.toString(),
                "-p",
                pidFile(number).toString()));
    writeKeepalived(number, PRIORITIES[number - 1]);
    // Files of its own: one that a killed predecessor left may name a process that lives by now.
    generation++;
    LabProcess keepalived =
        node.start(
            "keepalived",
            launched(
                "keepalived",
                "--vrrp",
                "--dont-fork",
                "--log-console",
                "--pid",
                node.directory().resolve("keepalived" + generation + ".pid").toString(),
                "--vrrp_pid",
                node.directory().resolve("vrrp" + generation + ".pid").toString(),
                "--use-file",
                node.directory().resolve("keepalived.conf").toString()));
    daemons.put(number, new Daemons(keepalived, haproxy));
  }

  private List<String> launched(String... command) {
    return Stream.concat(settings.launcher().stream(), Stream.of(command)).toList();
  }

  private void writeKeepalived(int number, int priority) {
    cluster.master(number).write("keepalived.conf", keepalivedText(number, priority));
  }

  private Daemons of(int number) {
    Daemons found = daemons.get(number);
    if (found == null) {
      throw new IllegalStateException("master: value: " + number + " (expected: a started one)");
    }
    return found;
  }

  @Override
  public List<LabProcess> daemons(int number) {
    return List.of(of(number).keepalived(), of(number).haproxy());
  }

  @Override
  public LabProcess proxy(int number) {
    return of(number).haproxy();
  }

  @Override
  public long kill(int number) {
    // keepalived's child would leave in good order if it saw its parent die: both stand still
    // first.
    long atNs = EpochTime.nowNs();
    daemons(number).forEach(LabProcess::kill);
    return atNs;
  }

  @Override
  public void stop(int number) {
    of(number).keepalived().terminate(STOP);
    of(number).haproxy().terminate(STOP);
  }

  @Override
  public void switchOver() {
    writeKeepalived(1, DEMOTED);
    of(1).keepalived().signal("HUP");
  }

  @Override
  public void takeBackOrders() {
    writeKeepalived(1, PRIORITIES[0]);
    of(1).keepalived().signal("HUP");
  }

  @Override
  public Duration advertInterval() {
    return settings.advertInterval();
  }

  @Override
  public void awaitUp(int number) {
    Await.until(
        "haproxy of master " + number + " listens",
        STOP,
        () ->
            cluster
                .master(number)
                .attempt("curl", "-s", "--max-time", "1", "http://127.0.0.1:" + SampleCluster.PORT)
                .succeeded());
  }

  @Override
  public void awaitStandby() {
    // It has heard the first master by then: there is nothing more to it.
  }

  @Override
  public void reload(int number) {
    proxy(number).signal("USR2");
  }

  @Override
  public void close() {
    daemons
        .values()
        .forEach(
            pair -> {
              pair.keepalived().close();
              pair.haproxy().close();
            });
    daemons.clear();
  }
}
