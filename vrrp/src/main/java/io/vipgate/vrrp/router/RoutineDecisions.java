package io.vipgate.vrrp.router;

import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.router.Action.RenewAddresses;
import io.vipgate.vrrp.router.Action.SendAdvertisement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a master's timer comes to nearly always: an advertisement, a renewal of the lease, or both.
 * Made once and given again and again, since garbage is pauses.
 */
final class RoutineDecisions {

  private @Nullable Advertisement advertisement;
  private int leaseSeconds;
  private Decision beat = Decision.NONE;
  private Decision renewal = Decision.NONE;
  private Decision both = Decision.NONE;

  /** The advertisement, this lease, or both. */
  Decision of(boolean advertises, boolean renews, Advertisement now, int leaseSecondsNow) {
    if (!isMadeOf(now, leaseSecondsNow)) {
      advertisement = now;
      leaseSeconds = leaseSecondsNow;
      beat = decision(true, false);
      renewal = decision(false, true);
      both = decision(true, true);
    }
    if (!renews) {
      return advertises ? beat : Decision.NONE;
    }
    return advertises ? both : renewal;
  }

  @SuppressWarnings("ReferenceEquality") // Only the same object is told without garbage.
  private boolean isMadeOf(Advertisement other, int otherSeconds) {
    return other == advertisement && otherSeconds == leaseSeconds;
  }

  private Decision decision(boolean advertises, boolean renews) {
    List<Action> actions = new ArrayList<>();
    if (advertises && advertisement != null) {
      actions.add(new SendAdvertisement(advertisement));
    }
    if (renews) {
      actions.add(new RenewAddresses(leaseSeconds));
    }
    return new Decision(actions, null, null);
  }
}
