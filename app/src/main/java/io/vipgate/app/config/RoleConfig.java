package io.vipgate.app.config;

import io.vipgate.vrrp.router.DuplicateCheck;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decides, beside the priority, whether a virtual router is to be master.
 *
 * @param preemptDelay how much later than the protocol has it a living master of lower priority is
 *     preempted
 * @param startupDelay how long nothing is claimed after the start
 * @param syncGroup the name that this router shares with those that it moves together with; null:
 *     it moves alone
 * @param duplicateCheck what is made of a host that has an address although no master was heard
 * @param tracks what changes its priority or takes it out, in the file's order
 */
public record RoleConfig(
    Duration preemptDelay,
    Duration startupDelay,
    @Nullable String syncGroup,
    DuplicateCheck duplicateCheck,
    @Written(as = "track") List<TrackConfig> tracks) {

  /** What the keys mean that are not there. */
  public static final RoleConfig PLAIN =
      new RoleConfig(Duration.ZERO, Duration.ZERO, null, DuplicateCheck.REFUSE, List.of());

  public RoleConfig {
    tracks = List.copyOf(tracks);
  }
}
