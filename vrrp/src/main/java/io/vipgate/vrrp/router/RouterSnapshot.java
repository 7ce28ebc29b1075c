package io.vipgate.vrrp.router;

import java.net.InetAddress;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A virtual router at one instant, for {@code status}.
 *
 * @param master who is master as far as this router knows: itself in MASTER; null if it heard
 *     nobody, or the master resigned
 * @param lastSentNs when it last sent an advertisement
 * @param lastSeenNs when it last heard an advertisement that it believed, of any priority
 */
public record RouterSnapshot(
    State state, @Nullable Master master, OptionalLong lastSentNs, OptionalLong lastSeenNs) {

  /** A master: the source address and the priority of its advertisements. */
  public record Master(InetAddress address, int priority) {}
}
