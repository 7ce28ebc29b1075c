package io.vipgate.app.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.health.probe.Reason;
import io.vipgate.health.probe.Verdict;
import io.vipgate.lb.proxy.ConnectFailure;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrafficWitnessTest {

  @Test
  void saysWhatAProbeWouldHaveSaid() {
    assertThat(TrafficWitness.reason(ConnectFailure.REFUSED)).isEqualTo(Reason.CONNECT_REFUSED);
    assertThat(TrafficWitness.reason(ConnectFailure.TIMEOUT)).isEqualTo(Reason.CONNECT_TIMEOUT);
    assertThat(TrafficWitness.reason(ConnectFailure.UNREACHABLE)).isEqualTo(Reason.UNREACHABLE);
  }

  /** Nothing of what a client may have caused, or we ourselves. */
  @ParameterizedTest
  @EnumSource(
      value = ConnectFailure.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"REFUSED", "TIMEOUT", "UNREACHABLE"})
  void isSilentOfAllElse(ConnectFailure how) {
    assertThat(TrafficWitness.reason(how)).isNull();
  }

  /** The checks count it towards death. */
  @Test
  void speaksOfDeathOnly() {
    for (ConnectFailure how : EnumSet.allOf(ConnectFailure.class)) {
      Reason reason = TrafficWitness.reason(how);
      assertThat(reason == null || reason.verdict() == Verdict.DEAD).isTrue();
    }
  }
}
