package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.EpochTime;
import io.vipgate.lab.Link;
import io.vipgate.lab.ProcessLog;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.client.EndpointClient;
import io.vipgate.lab.client.RequestPlan;
import io.vipgate.lab.client.StreamEvent;
import io.vipgate.lab.client.StreamEvent.Kind;
import io.vipgate.lab.client.WatchClient;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.Vipgate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How long clients are held to a server that has failed, against what the check's times promise;
 * each figure is printed.
 */
@RequiresRoot
class ServerFailureTest {
  /** A second look sooner than by the interval leaves the machine some of the time allowed. */
  private static final String QUICK_CHECK =
      "{ type = https, path = /readyz, interval = 600ms, fast-interval = 400ms, timeout = 400ms,"
          + " fall = 2, rise = 2 }";

  private static final Duration INTERVAL = Duration.ofMillis(600);
  private static final Duration TIMEOUT = Duration.ofMillis(400);
  private static final int FALL = 2;

  private static final Duration IF_NOT_READY = INTERVAL.multipliedBy(FALL);
  private static final Duration IF_CHECKS_NOTICE = INTERVAL.multipliedBy(FALL).plus(TIMEOUT);
  private static final Duration IF_TRAFFIC_NOTICES = Duration.ofMillis(50);

  /** Each 5 s, by TCP and so without a connection that would be kept; five times, until out. */
  private static final String SLOW_CHECK =
      "{ type = tcp, interval = 5s, timeout = 5s, fall = 5, down-interval = 200ms, rise = 1 }";

  private static final Duration SLOW_INTERVAL = Duration.ofSeconds(5);

  private static final int STREAMS = 12;
  private static final int TRIES = 3;
  private static final int FAILING = 2;

  private static SampleCluster cluster;
  private static Vipgate slow;
  private static Vipgate quick;

  @BeforeAll
  static void startAll() {
    cluster = SampleCluster.create("failure");
    slow = Vipgate.start(cluster.worker(), cluster.workerConfig(SLOW_CHECK).text());
    quick = Vipgate.start(cluster.client(), cluster.workerConfig(QUICK_CHECK).text());
  }

  @AfterAll
  static void stopAll() {
    cluster.close();
  }

  @AfterEach
  void restore() {
    cluster.master(FAILING).link().heal();
    cluster.apiserver(FAILING).ready(true);
    if (!cluster.apiserver(FAILING).process().isAlive()) {
      cluster.apiserver(FAILING).restart();
    }
    for (int i = 1; i <= SampleCluster.SERVERS.size(); i++) {
      awaitServer(quick, i, "READY");
    }
  }

  /** Long before the next check is due, and though it takes five failures to take a server out. */
  @Test
  void ofAKilledServerWhomClientsTryToReach() {
    List<Duration> resets = new ArrayList<>();
    try (WatchClient watches = watches(slow);
        EndpointClient traffic = connects(slow)) {
      for (int i = 0; i < TRIES; i++) {
        // By turns, since streams open again on those that are there.
        int victim = 1 + i % SampleCluster.SERVERS.size();
        traffic.awaitAnswers(100, Bounds.ANSWERS);
        long held = held(watches, victim);
        long killedNs = cluster.apiserver(victim).process().killAtOnce();
        awaitServer(slow, victim, "DOWN");
        Duration reset = untilLastReset(watches, held, killedNs);
        Duration out = since(killedNs, Journal.lastTimeNs(slow, subject(victim)));

        print(
            "SIGKILL: out after %.1f ms, %d resets".formatted(ms(out), held), slow, victim, reset);
        resets.add(reset);
        assertThat(out).isLessThan(SLOW_INTERVAL);
        cluster.apiserver(victim).restart();
        awaitServer(slow, victim, "READY");
      }
    }
    assertThat(resets.stream().sorted().toList().get(TRIES / 2)).isLessThan(IF_TRAFFIC_NOTICES);
  }

  private static double resets() {
    return Journal.metric(
        quick,
        "vipgate_server_resets_total{proxy=\"apiserver\",server=\"%s\"}".formatted(name(FAILING)));
  }

  /** Nothing speaks for it any more. */
  @Test
  void ofAServerWhoseHostLosesPower() {
    try (WatchClient watches = watches(quick)) {
      long held = held(watches, FAILING);
      double resetsBefore = resets();
      cluster.master(FAILING).link().set(Link.Fault.SILENT);
      long lostNs = EpochTime.nowNs();
      cluster.apiserver(FAILING).process().kill();
      Duration reset = untilLastReset(watches, held, lostNs);

      print("power loss, resets", quick, FAILING, reset);
      assertThat(reset).isLessThan(IF_CHECKS_NOTICE);
      assertThat(resets()).isEqualTo(resetsBefore + held);
      assertThat(quick.process().log().lines())
          .extracting(ProcessLog.Line::text)
          .anyMatch(line -> line.contains(subject(FAILING) + ": READY -> DOWN"));
    }
  }

  /** Its kernel goes on acknowledging: without the checks, these streams were silent for ever. */
  @Test
  void ofAFrozenServer() {
    try (WatchClient watches = watches(quick)) {
      long held = held(watches, FAILING);
      cluster.apiserver(FAILING).process().freeze();
      long frozenNs = EpochTime.nowNs();
      Duration reset;
      try {
        reset = untilLastReset(watches, held, frozenNs);
      } finally {
        cluster.apiserver(FAILING).process().thaw();
      }

      print("SIGSTOP, resets", quick, FAILING, reset);
      assertThat(reset).isLessThan(IF_CHECKS_NOTICE);
    }
  }

  @Test
  void aServerThatIsNotReadyKeepsItsStreamsAndGetsNoNewOnes() {
    try (WatchClient watches = watches(quick);
        EndpointClient traffic = requests(quick)) {
      long failedNs = EpochTime.nowNs();
      cluster.apiserver(FAILING).ready(false);
      awaitServer(quick, FAILING, "NOT_READY");
      traffic.awaitAnswers(20, Bounds.ANSWERS);
      Duration last = since(failedNs, lastRequestNs(traffic));

      print("/readyz = 500, new connections", quick, FAILING, last);
      assertThat(last).isLessThan(IF_NOT_READY);
      assertThat(watches.breaks()).isEmpty();
      assertThat(watches.open()).isEqualTo(STREAMS);
    }
  }

  private static EndpointClient connects(Vipgate proxy) {
    return EndpointClient.start(
        proxy.node(),
        RequestPlan.connect("127.0.0.1", SampleCluster.WORKER_PORT).every(Duration.ofMillis(5)));
  }

  private static EndpointClient requests(Vipgate proxy) {
    return EndpointClient.start(
        proxy.node(), cluster.workerRequests().every(Duration.ofMillis(20)));
  }

  private static WatchClient watches(Vipgate proxy) {
    return WatchClient.start(
        proxy.node(),
        "127.0.0.1",
        SampleCluster.WORKER_PORT,
        cluster.authority().certificate(),
        STREAMS,
        Duration.ofSeconds(10));
  }

  /** How many streams are on a server. */
  private static long held(WatchClient watches, int server) {
    long held = count(watches, Kind.OPENED, server) - count(watches, Kind.BROKEN, server);
    assertThat(held).isPositive();
    return held;
  }

  private static long count(WatchClient watches, Kind kind, int server) {
    return watches.events().stream()
        .filter(event -> event.kind() == kind && event.server().equals("m" + server))
        .count();
  }

  /** Once all that were on it have been reset, and are open again elsewhere. */
  private static Duration untilLastReset(WatchClient watches, long held, long failedNs) {
    Await.until(
        held + " streams break and open again elsewhere",
        Bounds.ANSWERS,
        () -> brokenSince(watches, failedNs).size() == held && watches.open() == STREAMS);
    return since(failedNs, Collections.max(brokenSince(watches, failedNs)));
  }

  private static List<Long> brokenSince(WatchClient watches, long sinceNs) {
    return watches.breaks().stream()
        .map(StreamEvent::atNs)
        .filter(atNs -> atNs >= sinceNs)
        .toList();
  }

  /** When the last request was begun that the failing server answered. */
  private static long lastRequestNs(EndpointClient traffic) {
    return traffic.report().attempts().stream()
        .filter(attempt -> attempt.server().equals("m" + FAILING))
        .mapToLong(attempt -> attempt.startNs())
        .max()
        .orElseThrow();
  }

  private static void awaitServer(Vipgate proxy, int server, String state) {
    Await.until(
        subject(server) + " is " + state,
        Bounds.ANSWERS,
        () -> Journal.serverState(proxy, name(server)).equals(state));
  }

  private static String name(int server) {
    return "apiserver%02d".formatted(server);
  }

  private static String subject(int server) {
    return "server/apiserver/" + name(server);
  }

  private static Duration since(long fromNs, long toNs) {
    return Duration.ofNanos(toNs - fromNs);
  }

  private static double ms(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static void print(String failure, Vipgate proxy, int server, Duration lastReset) {
    System.out.printf(
        "%s: the last after %.1f ms (%s)%n",
        failure, ms(lastReset), Journal.lastEvidence(proxy, subject(server)));
  }
}
