package io.vipgate.app.proxy;

import static io.vipgate.lb.pool.ServerState.DOWN;
import static io.vipgate.lb.pool.ServerState.MAINT;
import static io.vipgate.lb.pool.ServerState.NOT_READY;
import static io.vipgate.lb.pool.ServerState.READY;
import static io.vipgate.lb.pool.ServerState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.health.probe.Verdict;
import io.vipgate.lb.pool.ServerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HealthPolicyTest {
  @ParameterizedTest
  @CsvSource({
    "UNKNOWN,   UNKNOWN,   NOT_READY, MAINT",
    "READY,     READY,     NOT_READY, MAINT",
    "NOT_READY, NOT_READY, NOT_READY, MAINT",
    "DEAD,      DOWN,      DOWN,      MAINT",
  })
  void checksAndOrdersDecideTogether(
      Verdict verdict, ServerState ready, ServerState drained, ServerState inMaintenance) {
    assertThat(HealthPolicy.state(verdict, Order.READY)).isEqualTo(ready);
    assertThat(HealthPolicy.state(verdict, Order.DRAIN)).isEqualTo(drained);
    assertThat(HealthPolicy.state(verdict, Order.MAINT)).isEqualTo(inMaintenance);
  }

  @Test
  void readinessDrains() {
    assertThat(HealthPolicy.change(READY, NOT_READY))
        .containsExactly(new PoolAction.SetState(NOT_READY));
  }

  @ParameterizedTest
  @EnumSource(names = {"DOWN", "MAINT"})
  void deathAndMaintenanceLeaveRotationFirstAndThenReset(ServerState to) {
    assertThat(HealthPolicy.change(READY, to))
        .containsExactly(new PoolAction.SetState(to), new PoolAction.ResetConnections());
  }

  @Test
  void aServerThatIsWellReturnsToRotation() {
    assertThat(HealthPolicy.change(DOWN, READY)).containsExactly(new PoolAction.SetState(READY));
    assertThat(HealthPolicy.change(MAINT, UNKNOWN))
        .containsExactly(new PoolAction.SetState(UNKNOWN));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSoAlreadyNeedsNothing(ServerState state) {
    assertThat(HealthPolicy.change(state, state)).isEmpty();
  }
}
