package io.vipgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {
  @Test
  void addressesAndNames() {
    assertThat(HostAndPort.parse("10.0.0.1:6443")).contains(new HostAndPort("10.0.0.1", 6443));
    assertThat(HostAndPort.parse("[::1]:80")).contains(new HostAndPort("::1", 80));
    assertThat(HostAndPort.parse("api.example:443")).contains(new HostAndPort("api.example", 443));
    assertThat(HostAndPort.parse("[fd00::1]:443").flatMap(HostAndPort::endpoint))
        .get()
        .hasToString("[fd00:0:0:0:0:0:0:1]:443");
  }

  /** Of the form, and nowhere. */
  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1:0", "10.0.0.1:65536", "api.example:443", ":80", "[]:80"})
  void whatIsNoEndpoint(String text) {
    assertThat(HostAndPort.parse(text)).get().extracting(HostAndPort::endpoint).isNotNull();
    assertThat(HostAndPort.parse(text).flatMap(HostAndPort::endpoint)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.1", "::1:80", "[::1]", "10.0.0.1:", "a:b", "1.2.3.4:123456"})
  void whatIsNotOfTheForm(String text) {
    assertThat(HostAndPort.parse(text)).isEmpty();
  }
}
