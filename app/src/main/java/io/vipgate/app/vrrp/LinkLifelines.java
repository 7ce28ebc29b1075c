package io.vipgate.app.vrrp;

import io.vipgate.app.config.LifelineConfig;
import io.vipgate.app.count.CountsBy;
import io.vipgate.linux.Poller;
import io.vipgate.vrrp.lifeline.Greeting;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The lifelines of one link: {@link Lifelines} for each address that instances advertise from. For
 * the control thread only.
 */
final class LinkLifelines {

  /** Of one address: for whom it advertises, and what there is because of that. */
  private record Entry(InetAddress local, BitSet virtualRouterIds, Lifelines lifelines) {}

  private final Poller poller;
  private LifelineConfig config;
  private final LongSupplier clock;
  private final LifelineCall.PeerNews news;
  private final CountsBy<LifelineCall.Occurrence> counts =
      new CountsBy<>(LifelineCall.Occurrence.class);
  private final List<Entry> entries = new ArrayList<>();

  LinkLifelines(
      Poller poller, LifelineConfig config, LongSupplier clock, LifelineCall.PeerNews news) {
    this.poller = poller;
    this.config = config;
    this.clock = clock;
    this.news = news;
  }

  /** Where it differs, all are closed in good order; {@link #follow} opens them anew. */
  void become(LifelineConfig next) {
    if (next.equals(config)) {
      return;
    }
    config = next;
    entries.forEach(entry -> entry.lifelines.close());
    entries.clear();
  }

  /** Goes by what the instances are now; what does not change is not touched. */
  void follow(List<VrrpInstance> instances, int interfaceIndex) {
    Map<InetAddress, BitSet> wanted = config.enabled() ? idsByAddress(instances) : Map.of();
    for (Iterator<Entry> all = entries.iterator(); all.hasNext(); ) {
      Entry entry = all.next();
      if (!entry.virtualRouterIds.equals(wanted.get(entry.local))) {
        all.remove();
        entry.lifelines.close();
      }
    }
    wanted.forEach(
        (local, ids) -> {
          if (indexOf(local) < 0) {
            entries.add(new Entry(local, ids, open(local, ids, interfaceIndex)));
          }
        });
  }

  private static Map<InetAddress, BitSet> idsByAddress(List<VrrpInstance> instances) {
    Map<InetAddress, BitSet> ids = new LinkedHashMap<>();
    for (VrrpInstance instance : instances) {
      InetAddress local = instance.localAddress();
      if (local != null) {
        ids.computeIfAbsent(local, address -> new BitSet())
            .set(instance.config().virtualRouterId());
      }
    }
    return ids;
  }

  private Lifelines open(InetAddress local, BitSet ids, int interfaceIndex) {
    return Lifelines.open(
        poller,
        config,
        new Lifelines.Site(local, interfaceIndex),
        new Greeting(ids),
        clock,
        counts,
        news);
  }

  private int indexOf(InetAddress local) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).local.equals(local)) {
        return i;
      }
    }
    return -1;
  }

  /** An instance that advertises from this address believed a router's advertisement. */
  void onAdvertisement(InetAddress local, InetAddress source) {
    int index = indexOf(local);
    if (index >= 0) {
      entries.get(index).lifelines.onAdvertisement(source);
    }
  }

  /** The instances that advertise from this address have let go of what they held. */
  void sayGoodbye(InetAddress local) {
    int index = indexOf(local);
    if (index >= 0) {
      entries.get(index).lifelines.sayGoodbye();
    }
  }

  CountsBy<LifelineCall.Occurrence> counts() {
    return counts;
  }

  long nextDeadlineNs() {
    long next = Long.MAX_VALUE;
    for (int i = 0; i < entries.size(); i++) {
      next = Math.min(next, entries.get(i).lifelines.nextDeadlineNs());
    }
    return next;
  }

  void onDeadline(long nowNs) {
    for (int i = 0; i < entries.size(); i++) {
      entries.get(i).lifelines.onDeadline(nowNs);
    }
  }
}
