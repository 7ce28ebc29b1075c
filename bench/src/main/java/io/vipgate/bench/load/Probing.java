package io.vipgate.bench.load;

import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** A {@link ProbeClient} in a node. */
public final class Probing implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final double MS_PER_US = 1e-3;

  /**
   * What it noticed.
   *
   * @param outageMs the longest time without a served request
   * @param asked requests that were begun
   * @param failed requests that were refused, reset, or not served in time
   * @param broken streams that ended
   * @param hung streams that did not end, and bring nothing any more
   * @param lastEndMs from the strike to the end of the last stream that ended; 0 if none did
   */
  public record Noticed(
      double outageMs, long asked, long failed, long broken, long hung, double lastEndMs) {}

  private final LabProcess process;
  private int mark;

  private Probing(LabProcess process) {
    this.process = process;
  }

  /** Starts it; it does nothing yet. */
  public static Probing start(Node node, String host, int port) {
    LabProcess process =
        JavaProgram.start(node, ProbeClient.class, List.of(host, Integer.toString(port)));
    process.log().await(Pattern.compile("STARTED"), START);
    return new Probing(process);
  }

  /** Begins to ask; returns when all is warm. */
  public void begin() {
    mark = process.log().mark();
    process.tell("begin");
    process.log().await(Pattern.compile("READY"), mark, START);
  }

  /** What it notices counts from now on. */
  public void strike() {
    process.tell("strike");
  }

  /** Stops asking. */
  public Noticed end() {
    process.tell("end");
    Report report = Report.in(process.log().await(Report.LINE, mark, ANSWER).text());
    if (report.get("served") == 0) {
      throw new LoadException("probe: value: nothing was served (expected: something)");
    }
    return new Noticed(
        report.get("outage") * MS_PER_US,
        report.get("asked"),
        report.get("failed"),
        report.get("broken"),
        report.get("hung"),
        report.get("lastend") * MS_PER_US);
  }

  @Override
  public void close() {
    process.close();
  }
}
