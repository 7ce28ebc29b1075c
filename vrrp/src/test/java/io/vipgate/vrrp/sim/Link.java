package io.vipgate.vrrp.sim;

import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.Packets;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The link that all hosts share: carries real packets, late, loses some, and lets some overtake
 * others unless it is an orderly one.
 */
final class Link {

  static final long MAX_DELAY_NS = TimeUnit.MILLISECONDS.toNanos(10);

  private record Direction(Host from, Host to) {}

  private final VirtualTime time;
  private final Random random;
  private final List<Host> hosts = new ArrayList<>();
  private final Set<Direction> cuts = new HashSet<>();
  private final boolean orderly;
  private final Map<Direction, Long> lastArrivalNs = new HashMap<>();
  private final Map<Direction, Integer> lostInARow = new HashMap<>();
  private double loss;

  Link(VirtualTime time, Random random, double loss, boolean orderly) {
    this.orderly = orderly;
    this.time = time;
    this.random = random;
    this.loss = loss;
  }

  void attach(Host host) {
    hosts.add(host);
  }

  void cut(Host from, Host to) {
    cuts.add(new Direction(from, to));
  }

  void mend(Host from, Host to) {
    cuts.remove(new Direction(from, to));
  }

  void heal() {
    cuts.clear();
    loss = 0;
  }

  /** Whether packets pass now, both ways. */
  boolean connects(Host one, Host other) {
    return !cuts.contains(new Direction(one, other)) && !cuts.contains(new Direction(other, one));
  }

  Host host(InetAddress address) {
    return hosts.stream().filter(host -> host.address().equals(address)).findFirst().orElseThrow();
  }

  void multicast(Host from, Advertisement advertisement) {
    for (Host to : hosts) {
      Direction direction = new Direction(from, to);
      if (to == from || cuts.contains(direction)) {
        continue;
      }
      if (random.nextDouble() < loss) {
        lostInARow.merge(direction, 1, Integer::sum);
        continue;
      }
      lostInARow.put(direction, 0);
      time.at(
          arrivalNs(direction), () -> to.arrive(Packets.ipPacket(advertisement, from.address())));
    }
  }

  /** How many packets of this direction were lost since the last one that was not. */
  int lostInARow(Host from, Host to) {
    return lostInARow.getOrDefault(new Direction(from, to), 0);
  }

  private long arrivalNs(Direction direction) {
    long atNs = time.nowNs() + random.nextLong(MAX_DELAY_NS);
    return orderly ? lastArrivalNs.merge(direction, atNs, Math::max) : atNs;
  }
}
