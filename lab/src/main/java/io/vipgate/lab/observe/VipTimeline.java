package io.vipgate.lab.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who held one address between two instants: a list of spans without holes, each with the nodes
 * that had the address during all of it. Times are nanoseconds of {@link io.vipgate.lab.EpochTime}.
 *
 * @param spans in order of time; neighbours differ in their holders
 */
public record VipTimeline(List<Span> spans) {
  /**
   * A node got the address or lost it.
   *
   * @param held true for got, also when it had it already (a lease renewed)
   */
  public record Change(long atNs, String node, boolean held) {}

  /**
   * A time during which the holders did not change.
   *
   * @param fromNs inclusive
   * @param toNs exclusive
   */
  public record Span(long fromNs, long toNs, Set<String> holders) {
    public Span {
      holders = Set.copyOf(holders);
    }

    /** How long it was. */
    public Duration length() {
      return Duration.ofNanos(toNs - fromNs);
    }
  }

  public VipTimeline {
    spans = List.copyOf(spans);
  }

  /**
   * Builds the timeline from the first holders and all later changes, in any order.
   *
   * @param fromNs the start, inclusive; earlier changes only make out who the first holders were
   * @param toNs the end, exclusive; later changes are left out
   */
  public static VipTimeline of(
      long fromNs, long toNs, Set<String> firstHolders, List<Change> changes) {
    List<Change> ordered = new ArrayList<>(changes);
    ordered.sort(Comparator.comparingLong(Change::atNs));
    List<Span> spans = new ArrayList<>();
    Set<String> holders = new TreeSet<>(firstHolders);
    long since = fromNs;
    for (Change change : ordered) {
      if (change.atNs() >= toNs) {
        break;
      }
      boolean same = holders.contains(change.node()) == change.held();
      if (same) {
        continue;
      }
      if (change.atNs() > since) {
        spans.add(new Span(since, change.atNs(), holders));
        since = change.atNs();
      }
      apply(change, holders);
    }
    spans.add(new Span(since, toNs, holders));
    return new VipTimeline(spans);
  }

  private static void apply(Change change, Set<String> holders) {
    if (change.held()) {
      holders.add(change.node());
    } else {
      holders.remove(change.node());
    }
  }

  /** The spans in which no node had the address. */
  public List<Span> gaps() {
    return spans.stream().filter(s -> s.holders().isEmpty()).toList();
  }

  /** The spans in which two nodes or more had it. */
  public List<Span> overlaps() {
    return spans.stream().filter(s -> s.holders().size() > 1).toList();
  }

  /** The longest gap; zero if there was none. */
  public Duration longestGap() {
    return longest(gaps());
  }

  /** The longest overlap; zero if there was none. */
  public Duration longestOverlap() {
    return longest(overlaps());
  }

  /** The holders at the end. */
  public Set<String> lastHolders() {
    return spans.get(spans.size() - 1).holders();
  }

  /** The part from this instant on. */
  public VipTimeline since(long fromNs) {
    return new VipTimeline(
        spans.stream()
            .filter(s -> s.toNs() > fromNs)
            .map(s -> new Span(Math.max(s.fromNs(), fromNs), s.toNs(), s.holders()))
            .toList());
  }

  private static Duration longest(List<Span> spans) {
    return spans.stream().map(Span::length).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }
}
