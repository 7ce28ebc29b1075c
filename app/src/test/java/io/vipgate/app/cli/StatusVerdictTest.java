package io.vipgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.vipgate.app.cli.StatusVerdict.Severity;
import org.junit.jupiter.api.Test;

class StatusVerdictTest {
  private static final String STATUS =
      """
      {
        "vrrp": [{"name": "v", "state": "MASTER", "link": "bond0 is down", "disagreements": []}],
        "proxies": [{"name": "p", "connections": 7, "servers": [
          {"name": "m1", "state": "READY", "order": "ready"},
          {"name": "m2", "state": "READY", "order": "ready"}
        ]}]
      }
      """;

  @Test
  void allIsWell() {
    StatusVerdict verdict = of(STATUS);

    assertThat(verdict.line())
        .isEqualTo(
            "VIPGATE OK - vrrp/v MASTER, proxy/p 2 of 2 servers ready"
                + " | 'proxy/p_ready'=2 'proxy/p_connections'=7");
    assertThat(verdict.severity().exitCode()).isZero();
  }

  @Test
  void aServerThatIsOutIsAWarningUnlessAnOperatorTookItOut() {
    String down = STATUS.replace("m2\", \"state\": \"READY", "m2\", \"state\": \"DOWN");

    assertThat(of(down).severity()).isEqualTo(Severity.WARNING);
    assertThat(of(down).line()).contains("1 of 2 servers ready, m2 DOWN");
    assertThat(of(down.replace("DOWN\", \"order\": \"ready", "MAINT\", \"order\": \"maint")))
        .extracting(StatusVerdict::severity)
        .isEqualTo(Severity.OK);
  }

  @Test
  void aPeerThatDisagreesIsAWarning() {
    StatusVerdict verdict =
        of(STATUS.replace("\"disagreements\": []", "\"disagreements\": [\"a|b\"]"));

    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.line()).contains("a/b").containsOnlyOnce("|");
  }

  @Test
  void noServerOrNoInterfaceOrNoServiceIsCritical() {
    assertThat(of(STATUS.replace("\"READY\"", "\"NOT_READY\"")).severity())
        .isEqualTo(Severity.CRITICAL);
    StatusVerdict noInterface = of(STATUS.replace("MASTER", "INITIALIZE"));
    assertThat(noInterface.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(noInterface.line()).contains("bond0 is down");
    assertThat(StatusVerdict.notAnswering("no socket").severity().exitCode()).isEqualTo(2);
  }

  private static StatusVerdict of(String json) {
    return StatusVerdict.of(ConfigFactory.parseString(json));
  }
}
