package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MacAddressTest {
  @Test
  void printsAsIpDoes() {
    assertThat(new MacAddress(0x0200_5e00_01ffL)).hasToString("02:00:5e:00:01:ff");
  }

  @Test
  void refusesMoreThanSixOctets() {
    assertThatThrownBy(() -> new MacAddress(0x1_0000_0000_0000L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MAC address: value: 0x1000000000000 (expected: 48 bits)");
  }
}
