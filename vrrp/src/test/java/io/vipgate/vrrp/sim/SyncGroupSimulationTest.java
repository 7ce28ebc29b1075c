package io.vipgate.vrrp.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.vrrp.router.Cause;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Schedules of faults for virtual routers that move together. A failure names its seed; {@code
 * -Dvrrp.sim.seed=N} runs that one alone, and {@code -Dvrrp.sim.schedules=N} runs more.
 */
class SyncGroupSimulationTest {

  private static final long SCHEDULES = Long.getLong("vrrp.sim.schedules", 200);

  @Test
  void frozenDeadAndRestartedProcessesOnReliableLinks() {
    assertThat(run(Weather.CALM)).contains(Cause.SYNC_GROUP, Cause.SYNC_GROUP_FAULT);
  }

  @Test
  void theSameOnLossyAndPartitionedLinks() {
    assertThat(run(Weather.STORM)).contains(Cause.SYNC_GROUP, Cause.SYNC_GROUP_FAULT);
  }

  private static Set<Cause> run(Weather weather) {
    Set<Cause> causes = new HashSet<>();
    Long replay = Long.getLong("vrrp.sim.seed");
    long first = replay == null ? 0 : replay;
    long end = replay == null ? SCHEDULES : replay + 1;
    for (long seed = first; seed < end; seed++) {
      causes.addAll(run(seed, weather));
    }
    return causes;
  }

  private static Set<Cause> run(long seed, Weather weather) {
    SyncGroupSimulation simulation = new SyncGroupSimulation(seed, weather);
    try {
      return simulation.run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed %d in %s (replay: -Dvrrp.sim.seed=%d)%n%s"
              .formatted(seed, weather, seed, simulation.trace()),
          e);
    }
  }
}
