package io.vipgate.vrrp.packet;

import io.vipgate.vrrp.packet.Received.Accepted;
import io.vipgate.vrrp.packet.Received.Dropped;
import io.vipgate.vrrp.packet.Received.OtherVirtualRouter;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Checks valid advertisements against the configuration of one virtual router (RFC 3768 §7.1,
 * second half; RFC 9568 §7.1). What is believed is what keepalived 2.2.7 believes: same delivery,
 * by unicast from a configured peer only, same version, same authentication, the same set of
 * addresses in any order, and in version 2 the same interval. In version 3 the master's interval is
 * learnt from its advertisements.
 */
public final class PeerAgreement {

  private final Advertisement configured;
  private final Set<InetAddress> configuredAddresses;
  private final InetAddress localAddress;
  private final Delivery delivery;

  /**
   * @param configured what this router itself advertises; its priority does not matter
   * @param localAddress the source address of this router's own advertisements
   * @param delivery how this router and its peers send them
   */
  public PeerAgreement(Advertisement configured, InetAddress localAddress, Delivery delivery) {
    this.configured = configured;
    this.configuredAddresses = Set.copyOf(configured.addresses());
    this.localAddress = localAddress;
    this.delivery = delivery;
  }

  /** The same advertisement if it is believed; otherwise, why not. */
  public Received check(Accepted received) {
    Advertisement peer = received.advertisement();
    if (peer.virtualRouterId() != configured.virtualRouterId()) {
      return new OtherVirtualRouter(peer.virtualRouterId(), received.source());
    }
    if (received.source().equals(localAddress)) {
      return dropped(
          received, DropReason.OWN_PACKET, "source address", text(localAddress), "a peer's");
    }
    Dropped misdelivered = checkDelivery(received);
    return misdelivered == null ? checkContent(received) : misdelivered;
  }

  private @Nullable Dropped checkDelivery(Accepted received) {
    IpHeader header = received.header();
    boolean byMulticast = header.destination().isMulticastAddress();
    if (byMulticast != delivery instanceof Delivery.Multicast) {
      return dropped(
          received,
          DropReason.DELIVERY_MISMATCH,
          "destination",
          text(header.destination()),
          byMulticast ? "unicast" : "multicast");
    }
    return delivery instanceof Delivery.Unicast unicast ? checkPeer(received, unicast) : null;
  }

  private static @Nullable Dropped checkPeer(Accepted received, Delivery.Unicast unicast) {
    if (!unicast.peers().contains(received.source())) {
      return dropped(
          received,
          DropReason.UNKNOWN_PEER,
          "source address",
          text(received.source()),
          "one of " + texts(unicast.peers()));
    }
    int hopLimit = received.header().hopLimit();
    return hopLimit >= unicast.minHopLimit()
        ? null
        : dropped(
            received,
            DropReason.TTL,
            "TTL",
            Integer.toString(hopLimit),
            "at least " + unicast.minHopLimit());
  }

  private Received checkContent(Accepted received) {
    Advertisement peer = received.advertisement();
    if (peer.version() != configured.version()) {
      return dropped(
          received,
          DropReason.VERSION_MISMATCH,
          "VRRP version",
          Integer.toString(peer.version().number()),
          Integer.toString(configured.version().number()));
    }
    Authentication theirs = peer.authentication();
    Authentication ours = configured.authentication();
    if (theirs.type() != ours.type()) {
      return dropped(
          received,
          DropReason.AUTH_TYPE_MISMATCH,
          "authentication",
          theirs.toString(),
          ours.toString());
    }
    if (theirs.data() != ours.data()) {
      return dropped(
          received, DropReason.AUTH_FAILED, "password", "another one", "the configured one");
    }
    if (peer.version() == VrrpVersion.V2
        && peer.advertIntervalNs() != configured.advertIntervalNs()) {
      return dropped(
          received,
          DropReason.INTERVAL_MISMATCH,
          "advert-interval",
          interval(peer),
          interval(configured));
    }
    if (!sameAddresses(peer.addresses())) {
      return dropped(
          received,
          DropReason.ADDRESS_LIST_MISMATCH,
          "addresses",
          addresses(peer),
          addresses(configured));
    }
    return received;
  }

  private boolean sameAddresses(List<InetAddress> theirs) {
    return theirs.size() == configuredAddresses.size()
        && Set.copyOf(theirs).equals(configuredAddresses);
  }

  private static Dropped dropped(
      Accepted received, DropReason reason, String what, String value, String expected) {
    return new Dropped(
        reason,
        received.source(),
        received.advertisement().virtualRouterId(),
        what + ": value: " + value + " (expected: " + expected + ")");
  }

  private static String interval(Advertisement advertisement) {
    return TimeUnit.NANOSECONDS.toSeconds(advertisement.advertIntervalNs()) + " s";
  }

  private static String addresses(Advertisement advertisement) {
    return texts(advertisement.addresses());
  }

  private static String texts(Collection<InetAddress> addresses) {
    return addresses.stream().map(PeerAgreement::text).sorted().toList().toString();
  }

  private static String text(InetAddress address) {
    return address.getHostAddress();
  }
}
