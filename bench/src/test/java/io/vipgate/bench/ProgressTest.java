package io.vipgate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void whatIsLeftGoesByWhatTheSectionsCellsTookSoFar() {
    Progress progress = new Progress();
    List<String> sections = List.of("data", "data", "data", "endure");

    assertThat(progress.done("data", Duration.ofMinutes(4).toNanos(), sections))
        .isEqualTo("data: 240 s; 1 of 4 done, about 39 minutes left");
    assertThat(progress.done("data", Duration.ofMinutes(2).toNanos(), sections))
        .isEqualTo("data: 120 s; 2 of 4 done, about 34 minutes left");
  }
}
