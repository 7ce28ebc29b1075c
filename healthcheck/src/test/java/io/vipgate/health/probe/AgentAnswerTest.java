package io.vipgate.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentAnswerTest {

  /** Words as HAProxy's manual lists them under agent-check. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "up                     | OK         | -  | -",
        "ready                  | OK         | -  | -",
        "UP 75%                 | OK         | 75 | -",
        "75%                    | OK         | 75 | -",
        "up,50%,maxconn:30      | OK         | 50 | 30",
        "ready 100% maxconn:0   | OK         | 100| 0",
        "200%                   | OK         | 200| -",
        "0%                     | STATUS     | -  | -",
        "drain                  | STATUS     | -  | -",
        "maint                  | STATUS     | -  | -",
        "down # 10% of the disk | STATUS     | -  | -",
        "stopped                | STATUS     | -  | -",
        "fail maxconn:5         | STATUS     | -  | 5",
        "up down                | STATUS     | -  | -",
        "50% 60%                | OK         | 60 | -",
        "half                   | BAD_ANSWER | -  | -",
        "up 50                  | BAD_ANSWER | -  | -",
        "maxconn:many           | BAD_ANSWER | -  | -",
      })
  void saysWhatToDo(
      String line, Reason reason, @Nullable Integer percent, @Nullable Integer connections) {
    Finding finding = judge(line + "\n", false);
    assertThat(Objects.requireNonNull(finding).reason()).isEqualTo(reason);
    assertThat(finding.advice()).isEqualTo(new AgentAdvice(percent, connections));
  }

  @Test
  void isHeardToTheEndOfItsLine() {
    assertThat(judge("up 7", false)).isNull();
    assertThat(Objects.requireNonNull(judge("up 7%", true)).advice().weightPercent()).isEqualTo(7);
  }

  @Test
  void whatIsNotSaidAgainStaysSaid() {
    AgentAdvice said = AgentAdvice.NONE.then(new AgentAdvice(50, 10));
    assertThat(said.then(AgentAdvice.NONE)).isEqualTo(said);
    assertThat(said.then(new AgentAdvice(60, null))).isEqualTo(new AgentAdvice(60, 10));
    assertThat(said.then(new AgentAdvice(null, 0))).isEqualTo(new AgentAdvice(50, 0));
  }

  private static @Nullable Finding judge(String text, boolean complete) {
    return new AgentAnswer().judge(text.getBytes(StandardCharsets.US_ASCII), complete);
  }
}
