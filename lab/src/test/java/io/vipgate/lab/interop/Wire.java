package io.vipgate.lab.interop;

import io.vipgate.lab.EpochTime;
import io.vipgate.lab.observe.AdvertWatch.Advert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the routers of all cells did, as the wire and their interfaces tell. A fault is a text, and
 * no fault an empty one.
 */
final class Wire {
  /**
   * What a busy machine adds to the protocol's times. A hand-over with it is still faster than one
   * that nobody announced: this is about whether they understand each other, not about how fast.
   */
  private static final Duration MACHINE = Duration.ofSeconds(1);

  /** A start of a JVM, and an election with adverts each second. */
  private static final Duration ELECTION = Duration.ofSeconds(20);

  private static final long POLL_NS = Duration.ofMillis(20).toNanos();

  private final Segment segment;
  private final List<Cell> cells;

  Wire(Segment segment, List<Cell> cells) {
    this.segment = segment;
    this.cells = List.copyOf(cells);
  }

  /** The one that resigned is followed within the other one's skew. */
  String handOver(Cell cell, boolean toUs, long fromNs) {
    Optional<Advert> resignation =
        segment.adverts(cell, !toUs, fromNs).stream().filter(a -> a.priority() == 0).findFirst();
    return resignation.isEmpty()
        ? "no resignation"
        : late(cell, toUs, resignation.get().atNs(), cell.skew(toUs));
  }

  /** The one that died is followed within three intervals and the other one's skew. */
  String takeover(Cell cell, boolean toUs, long fromNs) {
    return late(cell, toUs, fromNs, cell.masterDown(toUs));
  }

  private String late(Cell cell, boolean toUs, long fromNs, Duration bound) {
    Optional<Advert> first =
        segment.adverts(cell, toUs, fromNs).stream().filter(a -> a.priority() > 0).findFirst();
    if (first.isEmpty()) {
      return "nobody took over";
    }
    Duration taken = Duration.ofNanos(first.get().atNs() - fromNs);
    Duration limit = bound.plus(MACHINE);
    return taken.compareTo(limit) <= 0
        ? ""
        : "taken over after %d ms (expected: at most %d ms)"
            .formatted(taken.toMillis(), limit.toMillis());
  }

  /** Whether the one that should listen claimed anything. */
  String claims(Cell cell, boolean us, long fromNs) {
    long claims =
        segment.adverts(cell, us, fromNs).stream().filter(advert -> advert.priority() > 0).count();
    return claims == 0 ? "" : claims + " adverts of the one that should have listened";
  }

  /** Waits until both advertise in every cell; the faults of those in which they do not. */
  Map<Cell, String> awaitBothMasters(long fromNs) {
    return await(
        cell ->
            segment.adverts(cell, true, fromNs).stream().anyMatch(a -> a.priority() > 0)
                    && segment.adverts(cell, false, fromNs).stream().anyMatch(a -> a.priority() > 0)
                ? ""
                : "parted, only one of them is master");
  }

  /** Waits until this one advertises in every cell, alone, and has the addresses, alone. */
  Map<Cell, String> awaitMaster(Predicate<Cell> us, long fromNs) {
    Map<Cell, String> faults = awaitSender(us, fromNs);
    Map<String, Set<String>> held = segment.held();
    for (Cell cell : cells) {
      if (faults.getOrDefault(cell, "").isEmpty()) {
        faults.put(cell, holding(cell, us.test(cell), held));
      }
    }
    return faults;
  }

  Map<Cell, String> awaitSender(Predicate<Cell> us, long fromNs) {
    return await(cell -> isAlone(cell, us.test(cell), fromNs));
  }

  private Map<Cell, String> await(Function<Cell, String> fault) {
    long deadlineNs = EpochTime.nowNs() + ELECTION.toNanos();
    Map<Cell, String> faults = new HashMap<>();
    do {
      LockSupport.parkNanos(POLL_NS);
      cells.forEach(cell -> faults.put(cell, fault.apply(cell)));
    } while (!faults.values().stream().allMatch(String::isEmpty) && EpochTime.nowNs() < deadlineNs);
    return faults;
  }

  /** Whether only this one advertised during the last two intervals and a bit. */
  private String isAlone(Cell cell, boolean us, long fromNs) {
    long windowNs = cell.interval().multipliedBy(5).dividedBy(2).toNanos();
    long sinceNs = Math.max(fromNs, EpochTime.nowNs() - windowNs);
    if (segment.adverts(cell, us, sinceNs).stream().noneMatch(advert -> advert.priority() > 0)) {
      return (us ? "we" : "they") + " should be master, and do not advertise";
    }
    boolean other =
        segment.adverts(cell, !us, sinceNs).stream().anyMatch(advert -> advert.priority() > 0);
    return other || EpochTime.nowNs() - fromNs < windowNs
        ? (us ? "they" : "we") + " advertise, too"
        : "";
  }

  private String holding(Cell cell, boolean us, Map<String, Set<String>> held) {
    List<String> addresses = new ArrayList<>(cell.advertised());
    addresses.addAll(cell.excluded());
    Peer peer = cell.setting().peer();
    for (String address : addresses) {
      String bare = address.substring(0, address.indexOf('/'));
      if (held.getOrDefault("u1", Set.of()).contains(bare) != us) {
        return bare + (us ? " is not on our interface" : " is still on our interface");
      }
      if (peer != Peer.FRR && held.getOrDefault(peer.node(), Set.of()).contains(bare) == us) {
        return bare + (us ? " is still on theirs" : " is not on theirs");
      }
    }
    return peer == Peer.FRR && segment.frrLetsUp(cell) == us
        ? "FRR's interface is " + (us ? "still up" : "down")
        : "";
  }
}
