package io.vipgate.lab.takeover;

import io.vipgate.lab.Await;
import io.vipgate.lab.EpochTime;
import io.vipgate.lab.Link;
import io.vipgate.lab.Node;
import io.vipgate.lab.client.EndpointClient;
import io.vipgate.lab.client.HoldClient;
import io.vipgate.lab.client.RequestPlan;
import io.vipgate.lab.observe.VipTimeline;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.KeepalivedConfig;
import io.vipgate.lab.tenant.KeepalivedPeer;
import io.vipgate.lab.tenant.Vipgate;
import io.vipgate.lab.tenant.VipgateConfig;
import io.vipgate.lab.tenant.VipgateRouter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two routers of one virtual address, of which the holder fails again and again under a client that
 * connects each 2 ms. A host's crash is a cable that is cut without the host seeing it: to its
 * peers and to clients it is the same, and it is healed at once.
 */
public final class TakeoverTrials implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /**
   * A connect that got no answer by then gets none: what is lost is not sent again for a second.
   */
  private static final Duration CONNECT = Duration.ofMillis(100);

  /** More than begin within that time, so that those that were lost have ended, too. */
  private static final int ANSWERS = 100;

  private static final Pattern WATCHES =
      Pattern.compile(
          "^vipgate_lifeline_watches_total\\{event=\"(begun|ended)\".*\\} ([0-9.]+)$",
          Pattern.MULTILINE);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final SampleCluster cluster;
  private final VipWatch vip;
  private final List<Vipgate> vipgates = new ArrayList<>();
  private final EndpointClient client;
  private final List<HoldClient> holding = new ArrayList<>();

  private TakeoverTrials(String name, Starter starter) {
    cluster = keep(SampleCluster.create(name));
    try {
      vip = keep(cluster.watchVip());
      starter.start(this);
      vip.awaitOnly(cluster.master(1), DEADLINE);
      client =
          keep(
              EndpointClient.start(
                  cluster.client(),
                  RequestPlan.connect(SampleCluster.VIP, SampleCluster.PORT)
                      .timeouts(CONNECT, CONNECT)));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts both routers. */
  private interface Starter {
    void start(TakeoverTrials trials);
  }

  /**
   * Two vipgates, of which the first has the higher priority.
   *
   * @param router what differs from the sample's, such as its version and interval
   * @param lifeline whether they watch each other's process
   */
  public static TakeoverTrials ofVipgate(String name, Variant router, boolean lifeline) {
    return new TakeoverTrials(
        name,
        trials -> {
          for (int number = 1; number <= 2; number++) {
            trials.startVipgate(number, router, lifeline);
          }
        });
  }

  /** Two keepaliveds with the sample's values; behind them the same proxies as behind ours. */
  public static TakeoverTrials ofKeepalived(String name) {
    return new TakeoverTrials(
        name,
        trials -> {
          trials.startKeepalived(1, SampleCluster.FIRST_PRIORITY);
          trials.startKeepalived(2, SampleCluster.SECOND_PRIORITY);
        });
  }

  /** A variant of the sample's instance. */
  public interface Variant {
    VipgateRouter of(VipgateRouter sample);
  }

  private void startVipgate(int number, Variant variant, boolean lifeline) {
    VipgateRouter router = variant.of(cluster.router(number));
    String config = cluster.masterConfig(router).text() + "\nlifeline.enabled = " + lifeline + "\n";
    vipgates.add(keep(Vipgate.start(cluster.master(number), config)));
    vip.awaitHolder(cluster.master(1), DEADLINE);
  }

  private void startKeepalived(int number, int priority) {
    String proxy =
        new VipgateConfig(
                "",
                SampleCluster.VIP + ":" + SampleCluster.PORT,
                VipgateConfig.SAMPLE_CHECK,
                SampleCluster.SERVERS)
            .text();
    keep(Vipgate.start(cluster.master(number), proxy));
    keep(
        KeepalivedPeer.start(
            cluster.master(number),
            KeepalivedConfig.of(SampleCluster.INTERFACE, priority, SampleCluster.VIP)));
  }

  /** Cuts the first node off, and reconnects it after the other has taken over. */
  public Takeover cut() {
    Node first = cluster.master(1);
    Node second = cluster.master(2);
    vip.awaitOnly(first, DEADLINE);
    if (vipgates.isEmpty()) {
      forgetNeighbours();
    }
    client.awaitAnswers(ANSWERS, DEADLINE);
    long fromNs = EpochTime.nowNs();
    first.link().set(Link.Fault.SILENT);
    vip.awaitHolder(second, DEADLINE);
    Takeover takeover = measure(fromNs, second);
    first.link().heal();
    return takeover;
  }

  /**
   * keepalived that was master all along does not announce the addresses once the other one, which
   * took over meanwhile, is back behind it: clients believe that one for up to a minute. Not what
   * is measured here.
   */
  private void forgetNeighbours() {
    cluster.client().run("ip", "neighbour", "flush", "dev", SampleCluster.INTERFACE);
  }

  /**
   * Kills the holder's process, and starts it again after the other has taken over. With {@code
   * preempt = false}, or the next trial waits for its return.
   */
  public Takeover kill() {
    // By itself: to look for descendants first takes as long as what is measured.
    return end(holder -> ProcessHandle.of(holder.process().pid()).orElseThrow().destroyForcibly());
  }

  /**
   * Stops the holder's process in good order, and starts it again after the other has taken over.
   * With {@code preempt = false}, or the next trial waits for its return.
   */
  public Takeover stop() {
    return end(Vipgate::stop);
  }

  private Takeover end(Consumer<Vipgate> how) {
    Vipgate holder = holder();
    Vipgate other = other(holder);
    client.awaitAnswers(ANSWERS, DEADLINE);
    long fromNs = EpochTime.nowNs();
    how.accept(holder);
    vip.awaitHolder(other.node(), DEADLINE);
    Takeover takeover = measure(fromNs, other.node());
    holder.restart();
    return takeover;
  }

  /** Has another client hold so many connections through the holder, whichever that is. */
  public void hold(int connections) {
    holding.add(
        keep(
            HoldClient.start(
                cluster.client(), SampleCluster.VIP, SampleCluster.PORT, connections)));
  }

  /** Waits until the backup watches the holder's process, and connections are held. */
  public void awaitLifeline() {
    holding.forEach(held -> held.awaitOpen(DEADLINE));
    Vipgate holder = holder();
    Vipgate other = other(holder);
    Await.until("the backup watches the holder", DEADLINE, () -> watches(other) == 1);
  }

  private static long watches(Vipgate vipgate) {
    long watches = 0;
    Matcher counters = WATCHES.matcher(vipgate.get("/metrics"));
    while (counters.find()) {
      long count = Math.round(Double.parseDouble(counters.group(2)));
      watches += counters.group(1).equals("begun") ? count : -count;
    }
    return watches;
  }

  private Vipgate other(Vipgate one) {
    return vipgates.get(one == vipgates.get(0) ? 1 : 0);
  }

  private Vipgate holder() {
    Await.until("one holder", DEADLINE, () -> vip.holdersNow().size() == 1);
    return vipgates.stream()
        .filter(vipgate -> vip.holdersNow().contains(vipgate.node().name()))
        .findFirst()
        .orElseThrow();
  }

  private Takeover measure(long fromNs, Node successor) {
    client.awaitAnswers(ANSWERS, DEADLINE);
    VipTimeline.Span taken =
        vip.timeline().since(fromNs).spans().stream()
            .filter(span -> span.holders().contains(successor.name()))
            .findFirst()
            .orElseThrow();
    Duration outage = client.report().between(fromNs, Long.MAX_VALUE).longestOutage();
    return new Takeover(Duration.ofNanos(taken.fromNs() - fromNs), outage);
  }

  /** The cluster that they run in. */
  public SampleCluster cluster() {
    return cluster;
  }

  /** The two vipgates; none if they are keepaliveds. */
  public List<Vipgate> vipgates() {
    return List.copyOf(vipgates);
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.push(resource);
    return resource;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      closeOne(opened.pop());
    }
  }

  private static void closeOne(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
