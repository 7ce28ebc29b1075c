package io.vipgate.app.vrrp;

import io.vipgate.app.config.LifelineConfig;
import io.vipgate.app.count.CountsBy;
import io.vipgate.linux.NativeException;
import io.vipgate.linux.Poller;
import io.vipgate.vrrp.lifeline.Greeting;
import io.vipgate.vrrp.lifeline.Happening;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lifelines on one interface: those by which we watch the masters that we hear, and the server
 * by which peers watch us. What of it cannot work is left out: the advertisements' timer is there
 * all the same.
 */
final class Lifelines implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Lifelines.class);

  /** More than there are routers in the groups of one link. */
  private static final int MAX_MASTERS = 16;

  private final Poller poller;
  private final LifelineConfig config;
  private final Site site;
  private final LongSupplier clock;
  private final CountsBy<LifelineCall.Occurrence> counts;
  private final LifelineCall.PeerNews news;
  private final @Nullable LifelineServer server;

  /** A list, which a control thread in its steady state goes through without making anything. */
  private final List<InetAddress> masters = new ArrayList<>();

  private final List<LifelineCall> calls = new ArrayList<>();

  /**
   * An address of ours, and the interface that it is on.
   *
   * @param interfaceIndex what link-local addresses of IPv6 mean nothing without
   */
  record Site(InetAddress local, int interfaceIndex) {

    InetAddress here() {
      return scoped(local);
    }

    InetAddress scoped(InetAddress address) {
      if (!(address instanceof Inet6Address) || !address.isLinkLocalAddress()) {
        return address;
      }
      try {
        return Inet6Address.getByAddress(null, address.getAddress(), interfaceIndex);
      } catch (UnknownHostException e) {
        throw new AssertionError("sixteen bytes are an IPv6 address", e);
      }
    }
  }

  private Lifelines(
      Poller poller,
      LifelineConfig config,
      Site site,
      LongSupplier clock,
      CountsBy<LifelineCall.Occurrence> counts,
      LifelineCall.PeerNews news,
      @Nullable LifelineServer server) {
    this.poller = poller;
    this.config = config;
    this.site = site;
    this.clock = clock;
    this.counts = counts;
    this.news = news;
    this.server = server;
  }

  /**
   * Listens, if that is possible.
   *
   * @param site where advertisements are sent from
   * @param greeting the virtual routers on the interface
   */
  static Lifelines open(
      Poller poller,
      LifelineConfig config,
      Site site,
      Greeting greeting,
      LongSupplier clock,
      CountsBy<LifelineCall.Occurrence> counts,
      LifelineCall.PeerNews news) {
    return new Lifelines(
        poller, config, site, clock, counts, news, listen(poller, config, site, greeting, clock));
  }

  private static @Nullable LifelineServer listen(
      Poller poller, LifelineConfig config, Site site, Greeting greeting, LongSupplier clock) {
    try {
      return LifelineServer.open(poller, site.here(), config.port(), greeting, clock);
    } catch (NativeException e) {
      log.warn("lifeline: peers cannot watch this process: {}", e.getMessage());
      return null;
    }
  }

  /** A router's advertisement was believed: it is master. */
  void onAdvertisement(InetAddress source) {
    int known = masters.indexOf(source);
    if (known >= 0) {
      calls.get(known).on(Happening.ADVERT_HEARD);
    } else if (masters.size() < MAX_MASTERS) {
      LifelineCall call =
          new LifelineCall(
              poller, site.here(), site.scoped(source), config.port(), clock, counts, news);
      masters.add(source);
      calls.add(call);
      call.on(Happening.ADVERT_HEARD);
    }
  }

  /** How many masters' processes are watched now. */
  int watched() {
    return (int) calls.stream().filter(LifelineCall::isWatching).count();
  }

  /** To all who watch this process; they may come back. */
  void sayGoodbye() {
    if (server != null) {
      server.sayGoodbye();
    }
  }

  long nextDeadlineNs() {
    long next = server == null ? Long.MAX_VALUE : server.nextDeadlineNs();
    for (int i = 0; i < calls.size(); i++) {
      next = Math.min(next, calls.get(i).nextDeadlineNs());
    }
    return next;
  }

  void onDeadline(long nowNs) {
    if (server != null) {
      server.onDeadline(nowNs);
    }
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).nextDeadlineNs() <= nowNs) {
        calls.get(i).on(Happening.TIMER);
      }
    }
  }

  @Override
  public void close() {
    calls.forEach(LifelineCall::close);
    if (server != null) {
      server.close();
    }
  }
}
