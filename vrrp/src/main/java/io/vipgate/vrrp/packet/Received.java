package io.vipgate.vrrp.packet;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What became of a received packet. */
public sealed interface Received {

  /** {@link Dropped#virtualRouterId} of a packet too broken to tell. */
  int UNKNOWN_VIRTUAL_ROUTER_ID = 0;

  /**
   * Believed.
   *
   * @param header of the IP packet that it came in
   */
  record Accepted(Advertisement advertisement, IpHeader header) implements Received {

    /** The address of the sender. */
    public InetAddress source() {
      return header.source();
    }
  }

  /** Valid, but for another virtual router on the same link: nothing is wrong. */
  record OtherVirtualRouter(int virtualRouterId, InetAddress source) implements Received {}

  /**
   * Not believed; it must be counted, and must not change any state.
   *
   * @param source null if the packet is too broken to tell
   * @param virtualRouterId the virtual router that the packet claims to be for, so that a router is
   *     not blamed for the trouble of another one on the link; {@link #UNKNOWN_VIRTUAL_ROUTER_ID}
   *     if the packet is too broken to tell
   * @param evidence {@code what: value: X (expected: Y)}; never a password
   */
  record Dropped(
      DropReason reason, @Nullable InetAddress source, int virtualRouterId, String evidence)
      implements Received {}
}
