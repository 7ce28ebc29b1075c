package io.vipgate.bench.avail;

import io.vipgate.bench.Pause;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Link;
import io.vipgate.lab.sample.SampleCluster;

/** What goes wrong, always with master 1 holding the address. Master 3 runs an apiserver only. */
enum Failure {
  POWER_LOSS("power-loss", "the holder's host loses power: link cut, all processes stand still") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      cluster.master(1).link().set(Link.Fault.SILENT);
      masters.daemons(1).forEach(LabProcess::freeze);
      cluster.apiserver(1).process().freeze();
    }
  },
  KILLED("killed", "SIGKILL of all the holder's daemons") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      masters.daemons(1).forEach(LabProcess::kill);
    }
  },
  STOPPED("frozen", "SIGSTOP of all the holder's daemons") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      masters.daemons(1).forEach(LabProcess::freeze);
    }
  },
  PROXY_KILLED("proxy-killed", "SIGKILL of the holder's proxy alone (vipgate: of all of it)") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      masters.proxy(1).kill();
    }
  },
  CLEAN_STOP("clean-stop", "SIGTERM to the holder's daemons") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      masters.stop(1);
    }
  },
  SWITCHOVER("switchover", "planned: vipgate demote; keepalived's priority lowered, and reload") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      masters.switchOver();
    }
  },
  RETURN("return", "the preferred master comes back") {
    @Override
    void prepare(SampleCluster cluster, Masters masters) {
      masters.stop(1);
    }

    @Override
    void strike(SampleCluster cluster, Masters masters) {
      masters.start(1);
    }
  },
  PARTITION("partition", "the masters do not hear each other for 2 s, the client hears both") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      cluster.lab().part(cluster.master(1), cluster.master(2));
      Pause.ms(2000);
      cluster.lab().unite();
    }
  },
  ONE_WAY("one-way", "what the holder sends is lost, what is sent to it arrives") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      cluster.master(1).link().set(Link.Fault.FROM_NODE);
    }
  },
  APISERVER_KILLED("apiserver-killed", "SIGKILL of an apiserver") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      var unused = cluster.apiserver(3).process().killAtOnce();
    }
  },
  APISERVER_FROZEN("apiserver-frozen", "SIGSTOP of an apiserver") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      cluster.apiserver(3).process().freeze();
    }
  },
  APISERVER_VANISHES("apiserver-vanishes", "the host of an apiserver loses its link") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      cluster.master(3).link().set(Link.Fault.SILENT);
    }
  },
  NOT_READY("not-ready", "an apiserver's /readyz fails, and 2 s later it ends") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      cluster.apiserver(3).ready(false);
      Pause.ms(2000);
      cluster.apiserver(3).process().kill();
    }
  },
  RELOAD("reload", "the holder's proxy reads its configuration again") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      masters.reload(1);
    }
  },
  RESTART("restart", "the holder's daemons are stopped and started, as an upgrade does") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      masters.stop(1);
      masters.start(1);
    }
  };

  private final String label;
  private final String summary;

  Failure(String label, String summary) {
    this.label = label;
    this.summary = summary;
  }

  String label() {
    return label;
  }

  String summary() {
    return summary;
  }

  /** What has to be so beforehand, and is no part of the failure. */
  void prepare(SampleCluster cluster, Masters masters) {}

  abstract void strike(SampleCluster cluster, Masters masters);
}
