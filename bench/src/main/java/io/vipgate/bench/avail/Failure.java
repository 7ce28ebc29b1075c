package io.vipgate.bench.avail;

import io.vipgate.bench.Pause;
import io.vipgate.bench.load.Probing;
import io.vipgate.lab.EpochTime;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Link;
import io.vipgate.lab.apiserver.ApiServer;
import io.vipgate.lab.sample.SampleCluster;
import java.time.Duration;
import java.util.OptionalInt;

/** What goes wrong, and how it is put right again. Master 3 runs an apiserver only. */
enum Failure {
  NONE("none", "nothing: what this measurement takes for an outage where there is none") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      // Nothing.
    }

    @Override
    boolean isSoonOver() {
      return true;
    }
  },
  POWER_LOSS("power-loss", "the holder's host loses power: link cut, all processes stand still") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      cluster.master(1).link().set(Link.Fault.SILENT);
      masters.daemons(1).forEach(LabProcess::freeze);
      cluster.apiserver(1).process().freeze();
    }

    @Override
    void restore(Masters masters) {
      masters.daemons(1).forEach(LabProcess::thaw);
    }

    @Override
    void restoreApiserver(ApiServer apiserver) {
      apiserver.process().thaw();
    }
  },
  KILLED("killed", "SIGKILL of all the holder's daemons") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      var unused = masters.kill(1);
    }

    @Override
    long strikeAt(SampleCluster cluster, Masters masters) {
      return masters.kill(1);
    }

    @Override
    boolean isSoonOver() {
      return true;
    }
  },
  STOPPED("frozen", "SIGSTOP of all the holder's daemons") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      masters.daemons(1).forEach(LabProcess::freeze);
    }

    @Override
    void restore(Masters masters) {
      masters.daemons(1).forEach(LabProcess::thaw);
    }
  },
  PROXY_KILLED("proxy-killed", "SIGKILL of the holder's proxy alone (vipgate: of all of it)") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      masters.proxy(1).kill();
    }

    @Override
    boolean isSoonOver() {
      return true;
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

    @Override
    OptionalInt holderAfter() {
      return OptionalInt.of(2);
    }

    @Override
    void restore(Masters masters) {
      masters.takeBackOrders();
    }
  },
  RETURN("return", "the preferred master comes back") {
    @Override
    void prepare(SampleCluster cluster, Masters masters) {
      masters.stop(1);
    }

    @Override
    int holderBefore() {
      return 2;
    }

    @Override
    void strike(SampleCluster cluster, Masters masters) {
      masters.start(1);
    }

    @Override
    OptionalInt holderAfter() {
      return OptionalInt.of(1);
    }
  },
  PARTITION(
      "partition",
      "the masters do not hear each other for 1 s and four advert intervals, the client hears both") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      cluster.lab().part(cluster.master(1), cluster.master(2));
      Pause.ms(1000 + 4 * masters.advertInterval().toMillis());
      cluster.lab().unite();
    }

    @Override
    OptionalInt holderAfter() {
      return OptionalInt.of(1);
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

    @Override
    void restoreApiserver(ApiServer apiserver) {
      restart(apiserver);
    }

    @Override
    boolean isSoonOver() {
      return true;
    }
  },
  APISERVER_FROZEN("apiserver-frozen", "SIGSTOP of an apiserver") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      cluster.apiserver(3).process().freeze();
    }

    @Override
    void restoreApiserver(ApiServer apiserver) {
      apiserver.process().thaw();
    }

    @Override
    boolean streamsEnd() {
      return true;
    }
  },
  APISERVER_VANISHES("apiserver-vanishes", "the host of an apiserver loses its link") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      cluster.master(3).link().set(Link.Fault.SILENT);
    }

    @Override
    boolean streamsEnd() {
      return true;
    }
  },
  NOT_READY("not-ready", "an apiserver's /readyz fails, and 2 s later it ends") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      cluster.apiserver(3).ready(false);
      Pause.ms(2000);
      cluster.apiserver(3).process().kill();
    }

    @Override
    void restoreApiserver(ApiServer apiserver) {
      apiserver.ready(true);
      restart(apiserver);
    }
  },
  RELOAD("reload", "the holder's proxy reads its configuration again") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      masters.reload(1);
    }

    @Override
    boolean isSoonOver() {
      return true;
    }
  },
  RESTART("restart", "the holder's daemons are stopped and started, as an upgrade does") {
    @Override
    void strike(SampleCluster cluster, Masters masters) {
      masters.stop(1);
      masters.start(1);
    }

    @Override
    OptionalInt holderAfter() {
      return OptionalInt.of(1);
    }
  };

  /** So long without trouble, and it is over: longer than a lost SYN takes to be sent again. */
  private static final Duration CALM = Duration.ofMillis(600);

  /** After it, it is also known which streams bring nothing any more. */
  private static final Duration QUIET = Duration.ofMillis(2300);

  /** Nobody is waited for any longer; what lasts longer is said to be longer. */
  private static final Duration CAP = Duration.ofSeconds(8);

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

  /** Strikes, and returns when, in nanoseconds of {@link EpochTime}. */
  long strikeAt(SampleCluster cluster, Masters masters) {
    long atNs = EpochTime.nowNs();
    strike(cluster, masters);
    return atNs;
  }

  /** Who holds the address then, and is struck. */
  int holderBefore() {
    return 1;
  }

  /** Who must hold it alone before the failure is complete; any if empty. */
  OptionalInt holderAfter() {
    return OptionalInt.empty();
  }

  /** Whether streams that hang are waited for: someone is to end them. */
  boolean streamsEnd() {
    return false;
  }

  /** Whether also with rare adverts it is a matter of milliseconds, and so to be measured alone. */
  boolean isSoonOver() {
    return false;
  }

  /** When the client has seen enough of it. */
  Probing.Until until(Duration advertInterval) {
    // Where the address moves back, what is old may still come up at the next advert.
    Duration more = holderAfter().isPresent() ? advertInterval : Duration.ZERO;
    return new Probing.Until(CALM.plus(more), QUIET.plus(more), CAP, streamsEnd());
  }

  /** Undoes what healing the links, and starting dead daemons, does not. */
  void restore(Masters masters) {}

  /** As {@link #restore}, for each apiserver. */
  void restoreApiserver(ApiServer apiserver) {}

  private static void restart(ApiServer apiserver) {
    if (!apiserver.process().isAlive()) {
      apiserver.restart();
    }
  }

  abstract void strike(SampleCluster cluster, Masters masters);
}
