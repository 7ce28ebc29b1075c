package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.32.0.0, 16, 10.32.255.255, true",
    "10.32.7.7, 16, 10.32.0.1, true",
    "10.32.0.0, 16, 10.33.0.0, false",
    "10.32.137.16, 28, 10.32.137.31, true",
    "10.32.137.16, 28, 10.32.137.32, false",
    "10.0.0.1, 32, 10.0.0.1, true",
    "10.0.0.1, 32, 10.0.0.0, false",
    "192.0.2.1, 0, 203.0.113.9, true",
    "0.0.0.0, 0, 2001:db8::1, false",
    "2001:db8::, 33, 2001:db8:7fff::1, true",
    "2001:db8::, 33, 2001:db8:8000::1, false",
    "::, 0, 2001:db8::1, true",
    "::, 0, 192.0.2.1, false"
  })
  void contains(String network, int prefix, String address, boolean inside) {
    assertThat(new Cidr(TestServer.literal(network), prefix).contains(TestServer.literal(address)))
        .isEqualTo(inside);
  }

  @Test
  void aPrefixLongerThanAnAddressIsRefused() {
    assertThatThrownBy(() -> new Cidr(TestServer.literal("192.0.2.1"), 33))
        .hasMessage("prefix length: value: 33 (expected: 0..32)");
    assertThatThrownBy(() -> new Cidr(TestServer.literal("::1"), -1))
        .hasMessageContaining("0..128");
  }
}
