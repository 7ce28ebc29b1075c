package io.vipgate.app.vrrp;

import io.vipgate.vrrp.packet.PeerAgreement;
import io.vipgate.vrrp.packet.Received;
import io.vipgate.vrrp.router.Event;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which advertisements one virtual router believes. A master sends the same one over and over: it
 * is looked at once, and means the same event again, without garbage.
 */
final class TrustedAdvertisements {
  private final PeerAgreement agreement;
  private final Consumer<Received.Dropped> drops;
  private Received.@Nullable Accepted last;
  private @Nullable Event lastEvent;

  /**
   * @param drops hears of each that is not believed
   */
  TrustedAdvertisements(PeerAgreement agreement, Consumer<Received.Dropped> drops) {
    this.agreement = agreement;
    this.drops = drops;
  }

  /** What a valid advertisement tells the router; null if it is not believed. */
  @Nullable Event eventOf(Received.Accepted accepted) {
    if (isLast(accepted)) {
      return lastEvent;
    }
    if (agreement.check(accepted) instanceof Received.Dropped dropped) {
      drops.accept(dropped);
      return null;
    }
    last = accepted;
    lastEvent = new Event.AdvertisementReceived(accepted.advertisement(), accepted.source());
    return lastEvent;
  }

  @SuppressWarnings("ReferenceEquality") // Only the same object is told without garbage.
  private boolean isLast(Received.Accepted accepted) {
    return accepted == last;
  }
}
