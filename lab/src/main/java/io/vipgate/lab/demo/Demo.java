package io.vipgate.lab.demo;

import io.vipgate.lab.EpochTime;
import io.vipgate.lab.client.EndpointClient;
import io.vipgate.lab.client.RequestPlan;
import io.vipgate.lab.client.RequestReport;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.Vipgate;
import java.time.Duration;
import java.util.Set;

/** The endpoint's life and death, told step by step; ends with 0 only if every step held. */
public final class Demo {
  /** The backup sees the process end; the rest is for a busy machine. */
  private static final Duration TAKEOVER = Duration.ofMillis(500);

  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final Duration ELECTION = Duration.ofSeconds(15);
  private static final Duration ANSWERS = Duration.ofSeconds(10);

  private final Story story;
  private final SampleCluster cluster;

  private Demo(Story story, SampleCluster cluster) {
    this.story = story;
    this.cluster = cluster;
  }

  public static void main(String[] args) {
    Story story = new Story(System.out);
    story.title("vipgate: two masters, three apiservers, a worker and a client, in namespaces");
    int exitCode = 1;
    try (SampleCluster cluster = SampleCluster.create("demo")) {
      new Demo(story, cluster).tell();
      exitCode = 0;
    } catch (RuntimeException | AssertionError e) {
      story.failed(e);
    }
    story.end(exitCode);
    System.exit(exitCode);
  }

  private void tell() {
    try (VipWatch vip = cluster.watchVip();
        Vipgate first = cluster.startMaster(1);
        Vipgate second = cluster.startMaster(2);
        Vipgate worker = cluster.startWorker()) {
      election(vip, first);
      balance();
      localProxy(worker);
      killApiserver();
      killHolder(vip, first);
      holderReturns(vip, first, second);
    }
  }

  private void election(VipWatch vip, Vipgate first) {
    story.step("The election");
    vip.awaitOnly(first.node(), ELECTION);
    story.say(
        "%s is on %s alone: its priority is %d, the other's is %d"
            .formatted(
                SampleCluster.VIP,
                first.node(),
                SampleCluster.FIRST_PRIORITY,
                SampleCluster.SECOND_PRIORITY));
    story.quote(first.attempt("status").orThrow().out());
  }

  private void balance() {
    story.step("60 requests to " + SampleCluster.VIP + ":" + SampleCluster.PORT);
    RequestReport report = requests(cluster.requests());
    story.say("answered by %s".formatted(report.answersByServer()));
    story.check("every request was answered", report.failed() == 0);
    story.check(
        "all three apiservers have a third",
        report.answersByServer().values().stream().allMatch(n -> n == 20));
  }

  private void localProxy(Vipgate worker) {
    story.step("30 requests on " + worker.node() + " to its own 127.0.0.1:6443");
    try (EndpointClient client =
        EndpointClient.start(
            worker.node(), cluster.workerRequests().every(Duration.ofMillis(20)).atMost(30))) {
      RequestReport report = client.awaitEnd(ANSWERS);
      story.say("answered by %s".formatted(report.answersByServer()));
      story.check("every request was answered", report.failed() == 0 && report.answered() == 30);
    }
  }

  private RequestReport requests(RequestPlan plan) {
    try (EndpointClient client =
        EndpointClient.start(cluster.client(), plan.every(Duration.ofMillis(20)).atMost(60))) {
      return client.awaitEnd(ANSWERS);
    }
  }

  private void killApiserver() {
    story.step("An apiserver is killed (SIGKILL) under a request each 20 ms");
    try (EndpointClient client =
        EndpointClient.start(
            cluster.client(),
            cluster.requests().every(Duration.ofMillis(20)).retry(RequestPlan.Retry.ANY_CUT))) {
      client.awaitAnswers(50, ANSWERS);
      cluster.apiserver(2).process().kill();
      client.awaitAnswers(100, ANSWERS);
      RequestReport report = client.stop();
      story.say(
          "%d answered, %d of them after the retry that client-go makes, %d failed"
              .formatted(report.answered(), report.retried(), report.failed()));
      story.check("no request failed", report.failed() == 0);
    }
    cluster.apiserver(2).restart();
  }

  private void killHolder(VipWatch vip, Vipgate first) {
    story.step("The holder's vipgate is killed (SIGKILL), with the VIP still on its interface");
    try (EndpointClient client = probe()) {
      client.awaitAnswers(50, ANSWERS);
      long killedNs = EpochTime.nowNs();
      first.process().kill();
      vip.awaitHolder(cluster.master(2), ELECTION);
      long takenNs = EpochTime.nowNs();
      client.awaitAnswers(50, ANSWERS);
      vip.awaitOnly(cluster.master(2), ELECTION);
      long droppedNs = EpochTime.nowNs();
      RequestReport report = client.stop();
      story.say("%s took over after %s".formatted(cluster.master(2), text(takenNs - killedNs)));
      story.say("the client was without an answer for %s".formatted(text(report.longestOutage())));
      story.check(
          "the dead holder's kernel dropped the address within 3 s",
          Duration.ofNanos(droppedNs - killedNs).compareTo(LEASE) <= 0);
      story.check(
          "the other did not wait for silence: it took over within 0.5 s",
          Duration.ofNanos(takenNs - killedNs).compareTo(TAKEOVER) <= 0);
    }
  }

  private void holderReturns(VipWatch vip, Vipgate first, Vipgate second) {
    story.step("The holder returns, listens, and preempts");
    try (EndpointClient client = probe()) {
      client.awaitAnswers(50, ANSWERS);
      first.restart();
      vip.awaitOnly(first.node(), ELECTION);
      client.awaitAnswers(50, ANSWERS);
      RequestReport report = client.stop();
      story.say("the client was without an answer for %s".formatted(text(report.longestOutage())));
      story.check("the VIP is back on " + first.node(), vip.holdersNow().equals(Set.of("m1")));
      story.quote(second.attempt("status").orThrow().out());
    }
  }

  /** A new connection each 5 ms: what it cannot do is the outage. */
  private EndpointClient probe() {
    return EndpointClient.start(
        cluster.client(),
        RequestPlan.connect(SampleCluster.VIP, SampleCluster.PORT).every(Duration.ofMillis(5)));
  }

  private static String text(long ns) {
    return text(Duration.ofNanos(ns));
  }

  private static String text(Duration duration) {
    return "%.3f s".formatted(duration.toNanos() / 1e9);
  }
}
