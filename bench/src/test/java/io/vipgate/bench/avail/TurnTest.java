package io.vipgate.bench.avail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TurnTest {
  private static final List<Contenders> ALL = List.of(Contenders.values());

  @Test
  void whoIsFastIsMeasuredAloneAndByTurns() {
    assertThat(Turn.of(Failure.POWER_LOSS, ALL, 20))
        .contains(new Turn(List.of(Contenders.VIPGATE_10MS, Contenders.PAIR_TUNED), 1, 1));
  }

  @Test
  void whoIsSlowIsMeasuredSideBySide() {
    assertThat(Turn.of(Failure.POWER_LOSS, ALL, 20))
        .contains(new Turn(List.of(Contenders.VIPGATE_1S, Contenders.PAIR_KUBEADM), 2, 4));
  }

  @Test
  void whatIsSoonOverIsNotDisturbedByASecondClusterOfItsOwn() {
    assertThat(Turn.of(Failure.KILLED, ALL, 20))
        .contains(new Turn(List.of(Contenders.VIPGATE_1S, Contenders.PAIR_KUBEADM), 1, 2));
  }

  @Test
  void aSingleTryNeedsASingleCluster() {
    assertThat(Turn.of(Failure.POWER_LOSS, List.of(Contenders.VIPGATE_1S), 1))
        .containsExactly(new Turn(List.of(Contenders.VIPGATE_1S), 1, 1));
  }
}
