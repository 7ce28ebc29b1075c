package io.vipgate.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadinessTest {
  @Test
  void isReadyIfEveryConditionHolds() {
    Readiness readiness = new Readiness().check("a", true, "no").check("b", true, "no");

    assertThat(readiness.ready()).isTrue();
    assertThat(readiness.text()).isEqualTo("[+]a ok\n[+]b ok\nready\n");
  }

  @Test
  void saysWhichConditionDoesNotHoldAndWhy() {
    Readiness readiness =
        new Readiness().check("a", false, "bond0: no carrier").check("b", true, "");

    assertThat(readiness.ready()).isFalse();
    assertThat(readiness.text()).isEqualTo("[-]a failed: bond0: no carrier\n[+]b ok\nnot ready\n");
  }
}
