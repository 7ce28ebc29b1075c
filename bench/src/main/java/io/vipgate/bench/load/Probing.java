package io.vipgate.bench.load;

import io.vipgate.lab.LabException;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** A {@link ProbeClient} in a node: one for many tries, since a JVM needs a while to be warm. */
public final class Probing implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration READY = Duration.ofSeconds(20);
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
   * @param capped whether the observation ended before the trouble did
   * @param servers how many servers answered lately
   */
  public record Noticed(
      double outageMs,
      long asked,
      long failed,
      long broken,
      long hung,
      double lastEndMs,
      boolean capped,
      long servers) {}

  /**
   * When it has seen enough.
   *
   * @param calm so long without trouble, and requests count as served again
   * @param quiet so long, and all is told
   * @param cap after it there is no more patience
   * @param endsOfStreams whether streams that hang are to end before
   */
  public record Until(Duration calm, Duration quiet, Duration cap, boolean endsOfStreams) {
    String order() {
      return "settle %d %d %d %d"
          .formatted(calm.toMillis(), quiet.toMillis(), cap.toMillis(), endsOfStreams ? 1 : 0);
    }
  }

  private final LabProcess process;
  private int mark;

  private Probing(LabProcess process) {
    this.process = process;
  }

  /** Starts it; it does nothing yet. */
  public static Probing start(Node node, String host, int port) {
    LabProcess process =
        JavaProgram.startAhead(node, ProbeClient.class, List.of(host, Integer.toString(port)));
    process.log().await(Pattern.compile("STARTED"), START);
    return new Probing(process);
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** Begins to ask; returns when all servers answer steadily, and all streams live. */
  public void begin() {
    mark = process.log().mark();
    process.tell("begin");
    try {
      process.log().await(Pattern.compile("READY"), mark, READY);
    } catch (LabException e) {
      throw new LoadException(
          "probe: value: %s (expected: served by all, all streams alive)".formatted(end()));
    }
  }

  /** What it notices counts from now on. */
  public void strike() {
    process.tell("strike");
  }

  /** Goes on until it has seen enough; returns as soon as requests are served again. */
  public void settle(Until until) {
    process.tell(until.order());
    process.log().await(Pattern.compile("CALM|REPORT"), mark, until.cap().plus(ANSWER));
  }

  /** What it noticed, when it has seen enough. */
  public Noticed settled(Until until) {
    return noticed(until.cap().plus(ANSWER));
  }

  /** Stops asking. */
  public Noticed end() {
    process.tell("end");
    return noticed(ANSWER);
  }

  private Noticed noticed(Duration deadline) {
    Report report = Report.in(process.log().await(Report.LINE, mark, deadline).text());
    return new Noticed(
        report.get("outage") * MS_PER_US,
        report.get("asked"),
        report.get("failed"),
        report.get("broken"),
        report.get("hung"),
        report.get("lastend") * MS_PER_US,
        report.get("capped") > 0,
        report.get("servers"));
  }

  @Override
  public void close() {
    process.close();
  }
}
