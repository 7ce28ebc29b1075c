package io.vipgate.app.vrrp;

import io.vipgate.app.count.CountsBy;
import io.vipgate.vrrp.packet.DropReason;
import io.vipgate.vrrp.packet.Received;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Hands the packets of a link to the instances that they are for, and counts those that nobody may
 * believe. Belongs to the control thread; the counts may be read by others.
 */
final class Reception {
  /** Hears that an instance believed a master's advertisement. */
  interface MasterHeard {
    /**
     * Called for each such advertisement.
     *
     * @param local the address that the instance itself advertises from
     */
    void heard(InetAddress local, InetAddress master);
  }

  private final List<VrrpInstance> instances;
  private final MasterHeard masterHeard;
  private final RepeatedPackets packets = new RepeatedPackets();
  private final CountsBy<DropReason> strays = new CountsBy<>(DropReason.class);

  /**
   * @param instances on the link, at each moment
   * @param masterHeard is told which masters there are
   */
  Reception(List<VrrpInstance> instances, MasterHeard masterHeard) {
    this.instances = instances;
    this.masterHeard = masterHeard;
  }

  /**
   * Takes one packet.
   *
   * @param packet with its IP header
   */
  void onPacket(ByteBuffer packet) {
    Received received = packets.decode(packet);
    if (received instanceof Received.Accepted accepted) {
      onAdvertisement(accepted);
    } else if (received instanceof Received.Dropped dropped) {
      onDropped(dropped);
    }
  }

  private void onAdvertisement(Received.Accepted accepted) {
    for (int i = 0; i < instances.size(); i++) { // An iterator would be garbage for each packet.
      VrrpInstance instance = instances.get(i);
      InetAddress local = instance.localAddress();
      if (instance.onAdvertisement(accepted) && local != null) {
        masterHeard.heard(local, accepted.source());
      }
    }
  }

  /** Blames the instance that the packet claims to be for; all of them if it cannot be told. */
  private void onDropped(Received.Dropped dropped) {
    boolean blamed = false;
    for (VrrpInstance instance : instances) {
      int id = dropped.virtualRouterId();
      if (id == Received.UNKNOWN_VIRTUAL_ROUTER_ID || id == instance.config().virtualRouterId()) {
        instance.onDropped(dropped);
        blamed = true;
      }
    }
    if (!blamed) {
      strays.add(dropped.reason());
    }
  }

  /** Packets that nobody may believe, for virtual routers that are not configured here. */
  CountsBy<DropReason> strays() {
    return strays;
  }
}
