package io.vipgate.vrrp.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.vrrp.router.Cause;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Thousands of schedules of faults. A failure names its seed; {@code -Dvrrp.sim.seed=N} runs that
 * one alone, and {@code -Dvrrp.sim.schedules=N} runs more.
 */
class SimulationTest {

  /** Address owners do not take part, and there is one router a host. */
  private static final EnumSet<Cause> NOT_SIMULATED =
      EnumSet.of(Cause.ADDRESS_OWNER, Cause.SYNC_GROUP, Cause.SYNC_GROUP_FAULT);

  private static final long SCHEDULES = Long.getLong("vrrp.sim.schedules", 2_000);

  @Test
  void frozenDeadAndRestartedProcessesOnAReliableNetwork() {
    assertThat(run(Weather.CALM)).isEqualTo(EnumSet.complementOf(NOT_SIMULATED));
  }

  @Test
  void theSameOnALossyAndPartitionedNetwork() {
    assertThat(run(Weather.STORM)).isEqualTo(EnumSet.complementOf(NOT_SIMULATED));
  }

  @Test
  void rolesThatMoveOnPurposeLeaveNoGap() {
    assertThat(run(Weather.FINE))
        .containsExactlyInAnyOrder(
            Cause.STARTED,
            Cause.NO_MASTER,
            Cause.MASTER_SILENT,
            Cause.MASTER_RESIGNED,
            Cause.PREEMPTION,
            Cause.HIGHER_PRIORITY,
            Cause.HIGHER_ADDRESS,
            Cause.PROMOTED);
  }

  /**
   * Returns the causes seen, which show that the schedules reach every role change that there is.
   */
  private static Set<Cause> run(Weather weather) {
    Set<Cause> causes = EnumSet.noneOf(Cause.class);
    Long replay = Long.getLong("vrrp.sim.seed");
    if (replay != null) {
      causes.addAll(run(replay, weather));
      return causes;
    }
    for (long seed = 0; seed < SCHEDULES; seed++) {
      causes.addAll(run(seed, weather));
    }
    return causes;
  }

  private static List<Cause> run(long seed, Weather weather) {
    Simulation simulation = new Simulation(seed, weather);
    try {
      return simulation.run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed "
              + seed
              + " in "
              + weather
              + " (replay: -Dvrrp.sim.seed="
              + seed
              + ")\n"
              + simulation.trace(),
          e);
    }
  }
}
