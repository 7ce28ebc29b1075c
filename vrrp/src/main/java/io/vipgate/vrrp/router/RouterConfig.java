package io.vipgate.vrrp.router;

import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.Authentication;
import io.vipgate.vrrp.packet.Delivery;
import io.vipgate.vrrp.packet.PeerAgreement;
import io.vipgate.vrrp.packet.VrrpVersion;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * One virtual router as configured.
 *
 * @param name the instance's name, for people
 * @param version the same on all routers of the group
 * @param virtualRouterId 1 to 255, the same on all routers of the group
 * @param priority 1 to 254, or 255 for the owner of the addresses; the highest one becomes master
 * @param preempt whether to take over from a master of lower priority; the owner always does (RFC
 *     3768 §6.1)
 * @param advertIntervalNs nanoseconds between advertisements, as {@link VrrpVersion#canAdvertise}
 *     has it; the same on all routers of the group, although version 3 gets along without
 * @param addresses the virtual addresses, at least one, the same on all routers of the group, in
 *     any order. Those of the family of {@code localAddress} are advertised, at least one; those of
 *     the other family go wherever these go
 * @param localAddress the source of advertisements, and what settles equal priorities: over IPv4
 *     the primary address of the interface, over IPv6 the link-local one
 * @param authentication the same on all routers of the group; {@link Authentication#NONE} in
 *     version 3
 * @param delays what it waits for beyond the protocol's own times
 * @param claims how it claims the addresses, and which ones beside those that are advertised
 */
public record RouterConfig(
    String name,
    VrrpVersion version,
    int virtualRouterId,
    int priority,
    boolean preempt,
    long advertIntervalNs,
    List<InetAddress> addresses,
    InetAddress localAddress,
    Authentication authentication,
    Delays delays,
    Claims claims) {

  /**
   * What a router waits for beyond the protocol's own times.
   *
   * @param preemptNs nanoseconds, 0 or more, between the time at which it would preempt a living
   *     master of lower priority and the time at which it does (keepalived's {@code
   *     preempt_delay}); a master that falls silent or resigns is replaced without it
   * @param startupNs nanoseconds, 0 or more, from the start for which it only listens, whatever it
   *     hears (keepalived's {@code vrrp_startup_delay})
   */
  public record Delays(long preemptNs, long startupNs) {

    /** The protocol's own times only. */
    public static final Delays NONE = new Delays(0, 0);

    /**
     * @throws IllegalArgumentException {@code what: value: X (expected: Y)}
     */
    public Delays {
      if (preemptNs < 0 || startupNs < 0) {
        throw new IllegalArgumentException(
            "delays: value: " + preemptNs + ", " + startupNs + " (expected: 0 or more)");
      }
    }
  }

  /**
   * @throws IllegalArgumentException {@code what: value: X (expected: Y)}
   */
  public RouterConfig {
    if (priority < 1 || priority > Advertisement.PRIORITY_OWNER) {
      throw new IllegalArgumentException("priority: value: " + priority + " (expected: 1 to 255)");
    }
    if (priority == Advertisement.PRIORITY_OWNER && !preempt) {
      throw new IllegalArgumentException(
          "preempt: value: false (expected: true with priority 255)");
    }
    addresses = List.copyOf(addresses);
    List<InetAddress> all = held(addresses, claims);
    if (addresses.isEmpty() || new HashSet<>(all).size() != all.size()) {
      throw new IllegalArgumentException(
          "addresses: value: " + texts(all) + " (expected: one or more, each once)");
    }
    // The rest is what an advertisement can carry; its constructor says what is not right.
    List<InetAddress> advertised = advertised(addresses, localAddress);
    new Advertisement(
        version, virtualRouterId, priority, advertIntervalNs, advertised, authentication);
    if (advertised.isEmpty()) {
      throw new IllegalArgumentException(
          "addresses: value: "
              + texts(addresses)
              + " (expected: at least one of the family of "
              + localAddress.getHostAddress()
              + ")");
    }
  }

  private static List<String> texts(List<InetAddress> addresses) {
    return addresses.stream().map(InetAddress::getHostAddress).toList();
  }

  private static List<InetAddress> held(List<InetAddress> addresses, Claims claims) {
    return Stream.concat(addresses.stream(), claims.excluded().stream()).toList();
  }

  /** All that it holds while it is master, those first that the peers must agree on. */
  public List<InetAddress> held() {
    return held(addresses, claims);
  }

  /** What this router advertises while it is master. */
  public Advertisement advertisement() {
    return new Advertisement(
        version,
        virtualRouterId,
        priority,
        advertIntervalNs,
        advertised(addresses, localAddress),
        authentication);
  }

  /** Those that advertisements can carry: of the family that they travel by. */
  private static List<InetAddress> advertised(List<InetAddress> addresses, InetAddress from) {
    return addresses.stream().filter(to -> to.getClass().equals(from.getClass())).toList();
  }

  /**
   * The check that a received advertisement must pass before it becomes an {@link
   * Event.AdvertisementReceived}.
   *
   * @param delivery how the routers of the group send to each other
   */
  public PeerAgreement peerAgreement(Delivery delivery) {
    return new PeerAgreement(advertisement(), localAddress, delivery);
  }

  public Timers timers() {
    return new Timers(version, priority, advertIntervalNs);
  }
}
