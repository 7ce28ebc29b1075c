package io.vipgate.app.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the servers of a proxy are checked ({@code proxy.NAME.check}).
 *
 * @param probe what one look is
 * @param interval from the start of one probe to the start of the next; 10 ms to 1 day
 * @param fastInterval the same while a change is under way; at most {@code interval}
 * @param downInterval the same of a server that is down; 10 ms to 1 day
 * @param timeout for a whole probe; 1 ms to 1 h, never more than {@code interval}
 * @param rise results in a row that it takes to come up; 1 to 1000
 * @param fall results in a row that it takes to go down; 1 to 1000
 * @param members what a check is made of that combines several; empty for others
 */
public record CheckConfig(
    @Written(flat = true) ProbeConfig probe,
    Duration interval,
    Duration fastInterval,
    Duration downInterval,
    Duration timeout,
    int rise,
    int fall,
    @Written(as = "checks") List<ProbeConfig> members) {
  public CheckConfig {
    members = List.copyOf(members);
  }

  /** As of {@link #probe}. */
  public String type() {
    return probe.type();
  }

  /** As of {@link #probe}. */
  public @Nullable Integer port() {
    return probe.port();
  }
}
