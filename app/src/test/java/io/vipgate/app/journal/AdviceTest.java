package io.vipgate.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.health.probe.Reason;
import io.vipgate.health.probe.Verdict;
import io.vipgate.vrrp.packet.DropReason;
import io.vipgate.vrrp.router.Cause;
import io.vipgate.vrrp.router.Notice;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {
  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonThatTakesAServerOutSaysWhatToLookAt(Reason reason) {
    assertThat(Advice.on(reason.label()).isPresent()).isEqualTo(reason.verdict() != Verdict.READY);
  }

  /** What an operator did himself, and what happens at each start, needs no looking at. */
  private static final Set<Cause> EXPECTED =
      EnumSet.of(
          Cause.STARTED,
          Cause.ADDRESS_OWNER,
          Cause.INTERFACE_UP,
          Cause.FAULT_CLEARED,
          Cause.SYNC_GROUP,
          Cause.PROMOTED,
          Cause.STOPPED);

  @ParameterizedTest
  @EnumSource(Cause.class)
  void everyCauseThatSurprisesSaysWhatToLookAt(Cause cause) {
    assertThat(Advice.on(cause.label()).isPresent()).isNotEqualTo(EXPECTED.contains(cause));
  }

  @ParameterizedTest
  @EnumSource(DropReason.class)
  void everyDisagreementOfAPeerSaysWhatToLookAt(DropReason reason) {
    assertThat(Advice.on(reason.label()).isPresent())
        .isEqualTo(reason.nature() == DropReason.Nature.DISAGREEMENT);
  }

  @ParameterizedTest
  @EnumSource(Notice.Kind.class)
  void everyNoticeSaysWhatToLookAt(Notice.Kind kind) {
    assertThat(Advice.on(kind.label())).isPresent();
  }
}
