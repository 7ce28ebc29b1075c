package io.vipgate.bench.foot;

import io.vipgate.bench.Pause;
import io.vipgate.bench.Session;
import io.vipgate.bench.contender.Usage;
import io.vipgate.lab.Await;
import io.vipgate.lab.Lab;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import io.vipgate.lab.tenant.KeepalivedConfig;
import io.vipgate.lab.tenant.KeepalivedPeer;
import io.vipgate.lab.tenant.VipgateRouter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * CPU of the election alone, once all is compiled that will be: a master and a backup of each kind,
 * VRRP version 3. All of them ahead of ordinary processes, as vipgate's unit has it: one that loses
 * its role on a busy machine, and takes it back, is not what is measured.
 */
final class Election {
  private static final int SHORTEST_MS = 10;
  static final List<Integer> INTERVALS_MS = List.of(1000, 100, SHORTEST_MS);

  private static final Duration START = Duration.ofSeconds(20);
  private static final String NICENESS = "-15";

  /** What a beat needs is compiled after some thousands of them. */
  private static final long WARM_UP_MS = 40_000;

  /**
   * Where there is a bar, it is of the steady state: renewals come twice a second, and are compiled
   * after some hundreds of them.
   */
  private static final long STEADY_MS = 240_000;

  private static final long SHORT_WARM_UP_MS = 10_000;
  private static final long ROUND_MS = 10_000;
  private static final String INTERFACE = "eth0";
  private static final String VIP = "10.8.0.100";
  private static final int HIGH = 100;
  private static final int LOW = 50;

  private Election() {}

  static String cell(String section, int intervalMs) {
    return section + "/election-" + (intervalMs < 1000 ? intervalMs + "ms" : "1s");
  }

  static void measure(Session session, String cell, int intervalMs) {
    Duration interval = Duration.ofMillis(intervalMs);
    try (Lab ours = Lab.create("ours");
        Lab theirs = Lab.create("theirs")) {
      LabProcess vipgate = vipgate(session, addNode(ours, 1), HIGH, interval);
      LabProcess vipgateBackup = vipgate(session, addNode(ours, 2), LOW, interval);
      LabProcess keepalived = keepalived(addNode(theirs, 1), HIGH, interval);
      LabProcess keepalivedBackup = keepalived(addNode(theirs, 2), LOW, interval);
      awaitHolder(ours.node("n1"));
      awaitHolder(theirs.node("n1"));
      hurry(theirs.node("n1"), keepalived);
      hurry(theirs.node("n2"), keepalivedBackup);
      Pause.ms(warmUpMs(session, intervalMs));
      List<LabProcess> all = List.of(vipgate, vipgateBackup, keepalived, keepalivedBackup);
      List<List<Long>> trees = all.stream().map(process -> Usage.tree(process.pid())).toList();
      // The same minutes for all: what disturbs one disturbs the others.
      List<double[]> rounds = new ArrayList<>();
      for (int i = 0; i < (session.mode().isFull() ? session.mode().rounds() : 1); i++) {
        rounds.add(Usage.percents(trees, ROUND_MS));
      }
      List<String> names = List.of("vipgate", "vipgate-backup", "keepalived", "keepalived-backup");
      for (int i = 0; i < names.size(); i++) {
        int who = i;
        double[] cpu = rounds.stream().mapToDouble(round -> round[who]).toArray();
        session.cost(cell, names.get(i), "cpu", "%", "/proc/PID/task/*/schedstat", cpu);
      }
    }
  }

  private static long warmUpMs(Session session, int intervalMs) {
    if (!session.mode().isFull()) {
      return SHORT_WARM_UP_MS;
    }
    return intervalMs == SHORTEST_MS ? STEADY_MS : WARM_UP_MS;
  }

  private static void hurry(Node node, LabProcess process) {
    for (long pid : Usage.tree(process.pid())) {
      node.run("renice", "-n", NICENESS, "-p", Long.toString(pid));
    }
  }

  private static Node addNode(Lab lab, int number) {
    return lab.addNode("n" + number, INTERFACE, "10.8.0." + number + "/24");
  }

  private static LabProcess vipgate(Session session, Node node, int priority, Duration interval) {
    String text = VipgateRouter.of(INTERFACE, priority, VIP).inVersion3(interval).text();
    String config = node.write("vipgate.conf", text).toString();
    List<String> command = new ArrayList<>(List.of("nice", "-n", NICENESS));
    command.addAll(session.vipgate().with("run", "--config", config));
    return node.start("vipgate", command);
  }

  private static LabProcess keepalived(Node node, int priority, Duration interval) {
    return KeepalivedPeer.start(
            node, KeepalivedConfig.of(INTERFACE, priority, VIP).inVersion3(interval))
        .process();
  }

  private static void awaitHolder(Node node) {
    Await.until(node + " holds " + VIP, START, () -> node.holds(VIP));
  }
}
