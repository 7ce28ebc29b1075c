package io.vipgate.lab.observe;

import io.vipgate.lab.Await;
import io.vipgate.lab.Command;
import io.vipgate.lab.EpochTime;
import io.vipgate.lab.Lab;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import io.vipgate.lab.observe.VipTimeline.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Watches which nodes of a lab have an address, from the kernel's own events and not by polling.
 *
 * <p>One netlink socket in the bridge's namespace hears all nodes (see "all-nsid" in
 * ip-monitor(8)), so that the events are in the order in which the kernel made them, whichever the
 * node. Their time is that of their reading, some 10 µs later unless the machine is short of CPU.
 */
public final class VipWatch implements AutoCloseable {
  private static final Duration FENCE = Duration.ofSeconds(5);
  private static final AtomicInteger FENCES = new AtomicInteger();

  private final Lab lab;
  private final String vip;
  private final List<Change> changes = new ArrayList<>();
  private final LabProcess monitor;
  private final Set<String> firstHolders;
  private final long fromNs;

  private VipWatch(Lab lab, String vip) {
    this.lab = lab;
    this.vip = vip;
    this.monitor =
        lab.startObserver(
            "vipwatch",
            List.of("env", "TZ=UTC", "ip", "-ts", "-o", "monitor", "address", "all-nsid"),
            this::onLine);
    fence();
    // Whatever changes from here on is both heard and seen, and a change told twice is one.
    this.firstHolders = holdersNow();
    this.fromNs = EpochTime.nowNs();
  }

  /**
   * Starts to watch; all that happens after the return is seen. Nodes are to be added before.
   *
   * @param vip an address without the prefix's length
   */
  public static VipWatch start(Lab lab, String vip) {
    return new VipWatch(lab, vip);
  }

  private void onLine(String line) {
    AddressEvent.parse(line)
        .filter(event -> event.address().equals(vip) && event.namespace() <= lab.nodes().size())
        .ifPresent(this::add);
  }

  private void add(AddressEvent event) {
    Node node = lab.nodes().get(event.namespace() - 1);
    synchronized (changes) {
      changes.add(new Change(event.atNs(), node.name(), event.held()));
    }
  }

  /** What was seen from the start until now. */
  public VipTimeline timeline() {
    long toNs = EpochTime.nowNs();
    fence();
    synchronized (changes) {
      return VipTimeline.of(fromNs, toNs, firstHolders, changes);
    }
  }

  /** The nodes that have the address now, asked of each node's kernel. */
  public Set<String> holdersNow() {
    Set<String> holders = new TreeSet<>();
    lab.nodes().stream().filter(n -> n.holds(vip)).forEach(n -> holders.add(n.name()));
    return holders;
  }

  /** Waits until this node has the address and no other has. */
  public void awaitOnly(Node node, Duration deadline) {
    Await.until(
        "only %s has %s".formatted(node, vip),
        deadline,
        () -> holdersHeard().equals(Set.of(node.name())),
        () -> "holders: " + holdersHeard());
  }

  /** Waits until this node has the address, whether others have it or not. */
  public void awaitHolder(Node node, Duration deadline) {
    Await.until(
        "%s has %s".formatted(node, vip),
        deadline,
        () -> holdersHeard().contains(node.name()),
        () -> "holders: " + holdersHeard());
  }

  /** Waits until no node has the address. */
  public void awaitNone(Duration deadline) {
    Await.until(
        "no node has " + vip,
        deadline,
        () -> holdersHeard().isEmpty(),
        () -> "holders: " + holdersHeard());
  }

  private Set<String> holdersHeard() {
    synchronized (changes) {
      return VipTimeline.of(fromNs, Long.MAX_VALUE, firstHolders, changes).lastHolders();
    }
  }

  // Makes an event of its own and waits until it is heard: all earlier ones then are, too.
  private void fence() {
    int number = FENCES.incrementAndGet() & 0xffff;
    String marker = "127.9.%d.%d".formatted(number >> 8, number & 0xff);
    Pattern heard = Pattern.compile("\\[nsid current].* " + Pattern.quote(marker) + "/");
    int mark = monitor.log().mark();
    Await.until(
        "the monitor hears",
        FENCE,
        () -> {
          mark(marker, "add");
          mark(marker, "del");
          return monitor.log().lines().stream()
              .skip(mark)
              .anyMatch(line -> heard.matcher(line.text()).find());
        },
        monitor.log()::tail);
  }

  private void mark(String marker, String verb) {
    Command.run("ip", "-n", lab.bridgeNamespace(), "address", verb, marker + "/32", "dev", "lo");
  }

  @Override
  public void close() {
    monitor.close();
  }
}
