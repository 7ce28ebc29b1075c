package io.vipgate.bench.avail;

import io.vipgate.bench.Pause;
import io.vipgate.bench.Session;
import io.vipgate.bench.contender.CpuTime;
import io.vipgate.bench.load.LoadException;
import io.vipgate.bench.load.Probing;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import io.vipgate.lab.observe.VipTimeline;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.sample.SampleCluster;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A cluster with one contender on it, and a warm client: for one try after the other. After each
 * the cluster is brought back to where it began.
 */
final class Lane implements AutoCloseable {
  private static final Duration ELECTION = Duration.ofSeconds(30);
  private static final int MASTERS = 2;

  /** Before the failure. */
  private static final long CALM_MS = 300;

  /** With adverts as rare as this, an election that can be had sooner is not waited for. */
  private static final Duration SLOW = Duration.ofMillis(500);

  /**
   * A host does not believe a second change of a neighbour within a second (locktime, see arp(7)),
   * and so takes no notice of a failure that is so near to the restoration before it.
   */
  private static final long LOCKTIME_MS = 1100;

  private static final double PERCENT = 100;
  private static final double NS_PER_MS = 1e6;

  private final SampleCluster cluster;
  private final Masters masters;
  private final VipWatch vip;
  private final Probing probing;

  /** Held while the client counts, and while something starts that would disturb another's. */
  private final Semaphore measuring;

  private long restoredNs = System.nanoTime();

  private Lane(
      SampleCluster cluster, Masters masters, VipWatch vip, Probing probing, Semaphore measuring) {
    this.cluster = cluster;
    this.masters = masters;
    this.vip = vip;
    this.probing = probing;
    this.measuring = measuring;
  }

  /** Starts all of it; returns when master 1 holds the address. */
  static Lane open(String name, Session session, Contenders contender, Semaphore measuring) {
    SampleCluster cluster = SampleCluster.create(name);
    try {
      Masters masters = contender.make(cluster, session.vipgate());
      VipWatch vip = cluster.watchVip();
      masters.start(1);
      vip.awaitHolder(cluster.master(1), ELECTION);
      masters.start(2);
      masters.awaitUp(2);
      vip.awaitOnly(cluster.master(1), ELECTION);
      Probing probing = Probing.start(cluster.client(), SampleCluster.VIP, SampleCluster.PORT);
      return new Lane(cluster, masters, vip, probing, measuring);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  Masters masters() {
    return masters;
  }

  /** Lets it fail once, and restores it. */
  Try attempt(Failure failure) {
    failure.prepare(cluster, masters);
    vip.awaitOnly(cluster.master(failure.holderBefore()), ELECTION);
    if (failure.holderBefore() == 1) {
      masters.awaitStandby();
    }
    beginProbing(failure);
    Pause.ms(
        Math.max(0, LOCKTIME_MS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - restoredNs)));
    Probing.Until until = failure.until(masters.advertInterval());
    CpuTime clientBefore = CpuTime.of(List.of(probing.pid()));
    long beganNs = System.nanoTime();
    long struckNs = strike(failure, until);
    Probing.Noticed noticed = probing.settled(until);
    double clientPercent =
        PERCENT
            * CpuTime.of(List.of(probing.pid())).sinceNs(clientBefore)
            / (System.nanoTime() - beganNs);
    VipTimeline timeline = vip.timeline().since(struckNs);
    restore(failure);
    return new Try(noticed, takeoverMs(failure, timeline), twoHoldersMs(timeline), clientPercent);
  }

  // Nothing has failed yet: what is wrong is the restoration, such as a neighbour's address of
  // which
  // the client missed the change.
  private void beginProbing(Failure failure) {
    try {
      probing.begin();
    } catch (LoadException e) {
      restore(failure);
      failure.prepare(cluster, masters);
      vip.awaitOnly(cluster.master(failure.holderBefore()), ELECTION);
      probing.begin();
    }
  }

  private long strike(Failure failure, Probing.Until until) {
    measuring.acquireUninterruptibly();
    try {
      Pause.ms(CALM_MS);
      probing.strike();
      long struckNs = failure.strikeAt(cluster, masters);
      failure.holderAfter().ifPresent(n -> vip.awaitOnly(cluster.master(n), ELECTION));
      probing.settle(until);
      return struckNs;
    } finally {
      measuring.release();
    }
  }

  /** From the failure to the address on the other master; NaN if it did not get it. */
  private double takeoverMs(Failure failure, VipTimeline timeline) {
    String other = cluster.master(MASTERS + 1 - failure.holderBefore()).name();
    long fromNs = timeline.spans().get(0).fromNs();
    return timeline.spans().stream()
        .filter(span -> span.holders().contains(other))
        .mapToDouble(span -> (span.fromNs() - fromNs) / NS_PER_MS)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static double twoHoldersMs(VipTimeline timeline) {
    return timeline.spans().stream()
            .filter(span -> span.holders().size() > 1)
            .mapToLong(span -> span.length().toNanos())
            .sum()
        / NS_PER_MS;
  }

  private void restore(Failure failure) {
    cluster.lab().unite();
    for (int number = 1; number <= SampleCluster.SERVERS.size(); number++) {
      cluster.master(number).link().heal();
      failure.restoreApiserver(cluster.apiserver(number));
    }
    failure.restore(masters);
    for (int number = 1; number <= MASTERS; number++) {
      if (!masters.daemons(number).stream().allMatch(LabProcess::isAlive)) {
        startAnew(number);
      }
    }
    returnToFirst();
    // keepalived that was master all along does not announce the addresses once another one, which
    // took over meanwhile, is back behind it: clients believe that one for up to a minute.
    Node client = cluster.client();
    client.run("ip", "neighbour", "flush", "dev", SampleCluster.INTERFACE);
    restoredNs = System.nanoTime();
  }

  private void startAnew(int number) {
    measuring.acquireUninterruptibly();
    try {
      masters.daemons(number).forEach(LabProcess::close);
      masters.start(number);
      masters.awaitUp(number);
    } finally {
      measuring.release();
    }
  }

  /** Of a slow election's 3.6 s there are 0.6 left if the other one resigns. */
  private void returnToFirst() {
    boolean isSlow = masters.advertInterval().compareTo(SLOW) > 0;
    if (isSlow && vip.holdersNow().equals(Set.of(cluster.master(2).name()))) {
      masters.stop(2);
      vip.awaitHolder(cluster.master(1), ELECTION);
      startAnew(2);
    }
    vip.awaitOnly(cluster.master(1), ELECTION);
  }

  /**
   * What came of a try.
   *
   * @param takeoverMs from the failure to the address on the other master; NaN if it stayed
   * @param twoHoldersMs for how long both masters had the address
   * @param clientPercent what the client used of a core
   */
  record Try(
      Probing.Noticed noticed, double takeoverMs, double twoHoldersMs, double clientPercent) {}

  @Override
  public void close() {
    cluster.close();
  }

  /** For progress. */
  static double secondsSince(long ns) {
    return (System.nanoTime() - ns) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
