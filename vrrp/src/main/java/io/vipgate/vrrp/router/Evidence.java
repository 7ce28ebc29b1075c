package io.vipgate.vrrp.router;

import io.vipgate.vrrp.packet.Advertisement;
import java.net.InetAddress;

/** The figures behind a virtual router's decisions, in words. */
final class Evidence {

  private Evidence() {}

  static String intervalDiffers(Advertisement heard, InetAddress source, long ownIntervalNs) {
    return Figures.router(source, heard.priority())
        + ": advert-interval: value: "
        + Figures.seconds(heard.advertIntervalNs())
        + " (expected: "
        + Figures.seconds(ownIntervalNs)
        + ")";
  }

  static String anotherMaster(Advertisement heard, InetAddress source, Rank ours) {
    return Figures.router(source, heard.priority()) + " advertises, ours is " + ours.inWords();
  }

  static String takeoverPostponed(long latenessNs, Timers timers) {
    return "master-down timer: value: "
        + Figures.seconds(latenessNs)
        + " late (expected: at most "
        + Figures.seconds(timers.toleratedLatenessNs())
        + ")";
  }

  static String leaseExpired(long sinceRenewalNs, Timers timers) {
    return "time since the last renewal: value: "
        + Figures.seconds(sinceRenewalNs)
        + " (expected: less than the lease's "
        + Figures.seconds(timers.leaseNs())
        + ")";
  }

  static String late(long sinceAdvertisementNs, Timers timers) {
    return "time since the last advertisement: value: "
        + Figures.seconds(sinceAdvertisementNs)
        + " (expected: less than "
        + Figures.seconds(timers.fastestTakeoverNs())
        + ")";
  }

  static String priorityChanged(int before, Rank now, boolean offers) {
    return before
        + " -> "
        + now.inWords()
        + (offers ? "; offers the addresses to whoever ranks above it" : "");
  }
}
