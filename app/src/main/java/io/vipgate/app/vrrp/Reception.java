package io.vipgate.app.vrrp;

import io.vipgate.app.count.CountsBy;
import io.vipgate.vrrp.packet.AdvertisementCodec;
import io.vipgate.vrrp.packet.DropReason;
import io.vipgate.vrrp.packet.Received;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Hands the packets of a link to the instances that they are for, and counts those that nobody may
 * believe. Belongs to the control thread; the counts may be read by others.
 */
final class Reception {
  private final List<VrrpInstance> instances;
  private final CountsBy<DropReason> strays = new CountsBy<>(DropReason.class);

  /**
   * @param instances on the link, at each moment
   */
  Reception(List<VrrpInstance> instances) {
    this.instances = instances;
  }

  /**
   * Takes one packet.
   *
   * @param packet with its IP header
   */
  void onPacket(ByteBuffer packet) {
    Received received = AdvertisementCodec.decode(packet);
    if (received instanceof Received.Accepted accepted) {
      instances.forEach(instance -> instance.onAdvertisement(accepted));
    } else if (received instanceof Received.Dropped dropped) {
      onDropped(dropped);
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
