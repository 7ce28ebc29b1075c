package io.vipgate.lab.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vipgate.lab.LabException;
import io.vipgate.lab.client.Attempt.Failure;
import io.vipgate.lab.client.Attempt.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RequestReportTest {
  @Test
  void countsByResultServerAndFailure() {
    RequestReport report =
        new RequestReport(
            List.of(
                ok(0, "m1"),
                ok(10, "m2"),
                new Attempt(20, 5, Result.RETRIED, Failure.CUT_AFTER_REQUEST, "m2"),
                failed(30, Failure.REFUSED),
                failed(40, Failure.REFUSED),
                failed(50, Failure.CONNECT_TIMEOUT)));

    assertThat(report.answered()).isEqualTo(3);
    assertThat(report.retried()).isEqualTo(1);
    assertThat(report.failed()).isEqualTo(3);
    assertThat(report.answersByServer()).isEqualTo(Map.of("m1", 1L, "m2", 2L));
    assertThat(report.failures())
        .isEqualTo(Map.of(Failure.REFUSED, 2L, Failure.CONNECT_TIMEOUT, 1L));
  }

  @Test
  void theOutageIsFromTheFirstFailureToTheNextAnswer() {
    RequestReport report =
        new RequestReport(
            List.of(
                ok(0, "m1"),
                failed(10, Failure.REFUSED),
                ok(20, "m1"),
                ok(60, "m1"),
                failed(30, Failure.CONNECT_TIMEOUT),
                failed(40, Failure.REFUSED)));

    assertThat(report.longestOutage()).isEqualTo(Duration.ofNanos(30));
    assertThat(report.between(0, 30).longestOutage()).isEqualTo(Duration.ofNanos(10));
  }

  @Test
  void anOutageThatDoesNotEndLastsToTheEndOfTheLastAttempt() {
    RequestReport report =
        new RequestReport(
            List.of(ok(0, "m1"), failed(10, Failure.REFUSED), failed(20, Failure.REFUSED)));

    assertThat(report.longestOutage()).isEqualTo(Duration.ofNanos(15));
    assertThat(new RequestReport(List.of(ok(0, "m1"))).longestOutage()).isEqualTo(Duration.ZERO);
  }

  @Test
  void aLineIsReadAsItWasWritten() {
    Attempt attempt = new Attempt(123, 456, Result.RETRIED, Failure.CUT_IN_HANDSHAKE, "m1");
    StreamEvent event = new StreamEvent(StreamEvent.Kind.BROKEN, 3, 77, "m2", Failure.TIMEOUT, 12);

    assertThat(Attempt.parse(attempt.line())).isEqualTo(attempt);
    assertThat(StreamEvent.parse(event.line())).isEqualTo(event);
    assertThatThrownBy(() -> Attempt.parse("ATTEMPT 1 2")).isInstanceOf(LabException.class);
  }

  @Test
  void aPlanIsReadAsItWasWritten() {
    RequestPlan plan =
        RequestPlan.https("10.0.0.1", 8443, Path.of("/tmp/ca.crt"))
            .every(Duration.ofMillis(7))
            .atMost(9)
            .get("/livez")
            .timeouts(Duration.ofMillis(11), Duration.ofMillis(12))
            .retry(RequestPlan.Retry.ANY_CUT);

    assertThat(RequestPlan.fromArguments(plan.toArguments().toArray(String[]::new)))
        .isEqualTo(plan);
  }

  private static Attempt ok(long startNs, String server) {
    return new Attempt(startNs, 5, Result.OK, Failure.NONE, server);
  }

  private static Attempt failed(long startNs, Failure failure) {
    return new Attempt(startNs, 5, Result.FAILED, failure, Attempt.NO_SERVER);
  }
}
