package io.vipgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "10ns, 10",
    "3us, 3000",
    "1ms, 1000000",
    "500 millis, 500000000",
    "1s, 1000000000",
    "1.5s, 1500000000",
    "0.25 seconds, 250000000",
    "2m, 120000000000",
    "1 hour, 3600000000000",
    "1d, 86400000000000"
  })
  void reads(String text, long nanoseconds) {
    assertThat(DurationText.parse(text)).isEqualTo(Parsed.valid(Duration.ofNanos(nanoseconds)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "1", "-1s", "1s2", "1.s", ".5s", "1e3s", "1 S", "9999999999999s"})
  void refuses(String text) {
    assertThat(DurationText.parse(text)).isInstanceOf(Parsed.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0ms",
    "999999, 1ms",
    "1500000, 1.5ms",
    "609375000, 609.375ms",
    "1000000000, 1s",
    "3609375000, 3.609s",
    "60000000000, 60s"
  })
  void formats(long nanoseconds, String text) {
    assertThat(DurationText.format(Duration.ofNanos(nanoseconds))).isEqualTo(text);
  }
}
