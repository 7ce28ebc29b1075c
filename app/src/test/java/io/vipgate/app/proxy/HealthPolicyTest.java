package io.vipgate.app.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.health.probe.Verdict;
import io.vipgate.lb.pool.ServerState;
import org.junit.jupiter.api.Test;

class HealthPolicyTest {
  @Test
  void readinessDrains() {
    assertThat(HealthPolicy.on(Verdict.NOT_READY))
        .containsExactly(new PoolAction.SetState(ServerState.NOT_READY));
  }

  @Test
  void deathLeavesRotationFirstAndThenResets() {
    assertThat(HealthPolicy.on(Verdict.DEAD))
        .containsExactly(
            new PoolAction.SetState(ServerState.DOWN), new PoolAction.ResetConnections());
  }

  @Test
  void readyReturnsToRotation() {
    assertThat(HealthPolicy.on(Verdict.READY))
        .containsExactly(new PoolAction.SetState(ServerState.READY));
  }

  @Test
  void notKnowingChangesNothing() {
    assertThat(HealthPolicy.on(Verdict.UNKNOWN)).isEmpty();
  }
}
