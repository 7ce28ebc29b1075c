package io.vipgate.bench.foot;

import io.vipgate.bench.Pause;
import io.vipgate.bench.Session;
import io.vipgate.bench.avail.Masters;
import io.vipgate.bench.avail.PairMasters;
import io.vipgate.bench.avail.PairSettings;
import io.vipgate.bench.avail.VipgateMasters;
import io.vipgate.bench.contender.Memory;
import io.vipgate.bench.contender.Usage;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.VipgateConfig;
import java.util.ArrayList;
import java.util.List;

/** A master and a worker with nothing to do but to check three apiservers. */
final class Idle {
  /** A worker gives back what its start needed after 10 s. */
  private static final long SETTLE_MS = 12_000;

  private static final String COMMAND = "/proc/PID/status, /proc/PID/task/*/schedstat";

  private Idle() {}

  static void measure(Session session, String cell) {
    List<String> names = new ArrayList<>();
    List<List<Long>> pids = new ArrayList<>();
    try (SampleCluster cluster = SampleCluster.create("foot")) {
      Masters ours = VipgateMasters.ofOneSecond(cluster, session.vipgate());
      ours.start(1);
      names.add("vipgate-master");
      pids.add(Usage.tree(ours.proxy(1).pid()));
      names.add("vipgate-worker");
      pids.add(Usage.tree(worker(session, cluster).pid()));
      Masters pair = new PairMasters(cluster, PairSettings.KUBEADM);
      pair.start(2);
      for (LabProcess daemon : pair.daemons(2)) {
        names.add(daemon.label().substring(daemon.label().indexOf('.') + 1));
        pids.add(Usage.tree(daemon.pid()));
      }
      names.add("pair-master");
      pids.add(pair.daemons(2).stream().flatMap(d -> Usage.tree(d.pid()).stream()).toList());
      Pause.ms(SETTLE_MS);
      double[] cpu = Usage.percents(pids, 1000L * session.mode().rounds());
      for (int i = 0; i < names.size(); i++) {
        session.cost(
            cell, names.get(i), "resident", "MiB", COMMAND, Memory.residentMib(pids.get(i)));
        session.cost(cell, names.get(i), "cpu", "%", COMMAND, cpu[i]);
      }
    }
  }

  private static LabProcess worker(Session session, SampleCluster cluster) {
    Node node = cluster.worker();
    String text =
        new VipgateConfig("", "127.0.0.1:6443", "{ type = https }", SampleCluster.SERVERS).text();
    String config = node.write("vipgate.conf", text).toString();
    return node.start("vipgate", session.vipgate().with("run", "--config", config));
  }
}
