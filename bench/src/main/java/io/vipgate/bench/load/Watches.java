package io.vipgate.bench.load;

import io.vipgate.bench.contender.Contender.Endpoint;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.time.Duration;
import java.util.List;

/** 200 watch streams of an event a second, and how late the events arrive. */
public final class Watches implements Load {
  private static final int STREAMS = 200;
  private static final Duration SLACK = Duration.ofSeconds(20);

  private final Node client;

  public Watches(Node client) {
    this.client = client;
  }

  @Override
  public LoadReport run(Endpoint endpoint, int seconds) {
    LabProcess process =
        JavaProgram.start(
            client,
            EventReceiver.class,
            List.of(
                endpoint.host(),
                Integer.toString(endpoint.port()),
                Integer.toString(STREAMS),
                Integer.toString(seconds)));
    Report report = Report.in(process.log().await(Report.LINE, SLACK.plusSeconds(seconds)).text());
    process.close();
    long open = report.get("open");
    long events = report.get("events");
    long wrong = report.get("wrong");
    // Each had its second since the connect, and the last event may be on its way.
    long expected = (long) STREAMS * Math.max(1, seconds - 1);
    String command = "EventReceiver %s %d streams, %d s".formatted(endpoint, STREAMS, seconds);
    if (open != STREAMS || wrong > 0 || events < expected) {
      throw new LoadException(
          "%s: value: %d open, %d events, %d out of order (expected: %d, at least %d, 0)"
              .formatted(command, open, events, wrong, STREAMS, expected));
    }
    return new LoadReport(command, events, seconds, report.get("p50"), report.get("p99"));
  }
}
