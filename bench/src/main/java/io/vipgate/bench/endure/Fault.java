package io.vipgate.bench.endure;

import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Link;
import io.vipgate.lab.sample.SampleCluster;

/** What happens to the cluster, and how it ends; vipgate's own processes live through all of it. */
enum Fault {
  APISERVER_KILLED {
    @Override
    void begin(SampleCluster cluster, LabProcess holder) {
      cluster.apiserver(3).process().kill();
    }

    @Override
    void end(SampleCluster cluster, LabProcess holder) {
      cluster.apiserver(3).restart();
    }
  },
  APISERVER_FROZEN {
    @Override
    void begin(SampleCluster cluster, LabProcess holder) {
      cluster.apiserver(2).process().freeze();
    }

    @Override
    void end(SampleCluster cluster, LabProcess holder) {
      cluster.apiserver(2).process().thaw();
    }
  },
  APISERVER_NOT_READY {
    @Override
    void begin(SampleCluster cluster, LabProcess holder) {
      cluster.apiserver(1).ready(false);
    }

    @Override
    void end(SampleCluster cluster, LabProcess holder) {
      cluster.apiserver(1).ready(true);
    }
  },
  HOLDER_FROZEN {
    @Override
    void begin(SampleCluster cluster, LabProcess holder) {
      holder.freeze();
    }

    @Override
    void end(SampleCluster cluster, LabProcess holder) {
      holder.thaw();
    }
  },
  HOLDER_CUT_OFF {
    @Override
    void begin(SampleCluster cluster, LabProcess holder) {
      cluster.master(1).link().set(Link.Fault.SILENT);
    }

    @Override
    void end(SampleCluster cluster, LabProcess holder) {
      cluster.master(1).link().heal();
    }
  },
  MASTERS_PARTED {
    @Override
    void begin(SampleCluster cluster, LabProcess holder) {
      cluster.lab().part(cluster.master(1), cluster.master(2));
    }

    @Override
    void end(SampleCluster cluster, LabProcess holder) {
      cluster.lab().unite();
    }
  };

  abstract void begin(SampleCluster cluster, LabProcess holder);

  abstract void end(SampleCluster cluster, LabProcess holder);
}
