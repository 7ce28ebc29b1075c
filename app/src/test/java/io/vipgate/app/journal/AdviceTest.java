package io.vipgate.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.health.probe.Reason;
import io.vipgate.health.probe.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {
  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonThatTakesAServerOutSaysWhatToLookAt(Reason reason) {
    assertThat(Advice.on(reason.label()).isPresent()).isEqualTo(reason.verdict() != Verdict.READY);
  }
}
