package io.vipgate.lab.client;

import io.vipgate.lab.Await;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes a new connection and request each few milliseconds from within a node, and records what
 * became of each.
 */
public final class EndpointClient implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final List<Attempt> attempts = new ArrayList<>();
  private final LabProcess process;

  private EndpointClient(Node node, RequestPlan plan) {
    this.process =
        ClientProgram.start(node, "client", RequestLoop.class, plan.toArguments(), this::onLine);
    process.log().await(Pattern.compile("^" + RequestLoop.STARTED), START);
  }

  /**
   * Starts it in a node and returns when it makes its first request. One request for {@code /livez}
   * goes before and is not recorded: it loads the client's TLS classes.
   */
  public static EndpointClient start(Node node, RequestPlan plan) {
    return new EndpointClient(node, plan);
  }

  private void onLine(String line) {
    if (line.startsWith(Attempt.KEYWORD)) {
      synchronized (attempts) {
        attempts.add(Attempt.parse(line));
      }
    }
  }

  /** What has ended so far. */
  public RequestReport report() {
    synchronized (attempts) {
      return new RequestReport(attempts);
    }
  }

  /** Waits until so many more requests were answered as from now. */
  public void awaitAnswers(int count, Duration deadline) {
    long goal = report().answered() + count;
    Await.until(
        count + " more answers",
        deadline,
        () -> report().answered() >= goal,
        () -> report().toString());
  }

  /** Ends it: makes no new requests, waits for those under way. */
  public RequestReport stop() {
    process.closeInput();
    return awaitEnd(STOP);
  }

  /** Waits until the plan's limit has been reached. */
  public RequestReport awaitEnd(Duration deadline) {
    process.awaitExit(deadline);
    process.close();
    return report();
  }

  @Override
  public void close() {
    process.close();
  }
}
