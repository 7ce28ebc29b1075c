package io.vipgate.lab.interop;

import io.vipgate.lab.Await;
import io.vipgate.lab.Lab;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import io.vipgate.lab.interop.Cell.Ends;
import io.vipgate.lab.observe.AdvertWatch;
import io.vipgate.lab.observe.AdvertWatch.Advert;
import io.vipgate.lab.tenant.FrrPeer;
import io.vipgate.lab.tenant.KeepalivedPeer;
import io.vipgate.lab.tenant.Vipgate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One segment with our router and one of each peer: every one of them is in many groups at once,
 * and each group is a cell of the matrix.
 */
final class Segment implements AutoCloseable {
  private static final Duration LINK_LOCAL = Duration.ofSeconds(10);
  private static final Pattern ADDRESS = Pattern.compile("inet6? (\\S+?)/(\\d+) .*");
  private static final String OURS = "u1";

  private final List<Cell> cells;
  private final Lab lab;
  private final AdvertWatch adverts;
  private final Set<String> ourSources = new HashSet<>();

  private @Nullable Vipgate ours;
  private @Nullable Vipgate vipgate;
  private @Nullable KeepalivedPeer keepalived;
  private @Nullable FrrPeer frr;

  Segment(List<Cell> cells) {
    this.cells = List.copyOf(cells);
    this.lab = Lab.create("interop");
    try {
      makeNode(OURS, "10.32.1.1");
      makeNode(Peer.VIPGATE.node(), "10.32.1.2");
      makeNode(Peer.KEEPALIVED.node(), "10.32.1.3");
      makeNode(Peer.FRR.node(), "10.32.1.4");
      Node node = lab.node(OURS);
      // Else each of its two interfaces answers for the address of the other one.
      node.sysctl("net.ipv4.conf.all.arp_ignore", "1");
      node.run(
          "ip",
          "link",
          "add",
          "name",
          Cell.MACVLAN,
          "link",
          Cell.INTERFACE,
          "type",
          "macvlan",
          "mode",
          "bridge");
      node.run("ip", "address", "add", "10.32.1.9/16", "dev", Cell.MACVLAN);
      node.run("ip", "link", "set", Cell.MACVLAN, "up");
      makeFrrInterfaces();
      lab.nodes().forEach(Segment::awaitLinkLocal);
      ourSources.addAll(addresses(node));
      adverts = AdvertWatch.start(lab);
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  private void makeNode(String name, String address) {
    Node node = lab.addNode(name, Cell.INTERFACE, address + "/16");
    node.run("ip", "address", "add", ipv6(name) + "/64", "dev", Cell.INTERFACE, "nodad");
  }

  private String ipv4(String node) {
    return lab.node(node).address();
  }

  private String ipv6(String node) {
    return ipv4(node).replace("10.32.1.", "2001:db8::");
  }

  private void makeFrrInterfaces() {
    Node node = lab.node(Peer.FRR.node());
    for (Cell cell : of(Peer.FRR)) {
      FrrPeer.addRouterInterface(
          node,
          "mv" + cell.virtualRouterId(),
          cell.virtualRouterId(),
          cell.setting().isOverIpv6(),
          cell.advertised());
    }
  }

  /** Nobody sends from an address that the kernel still checks for duplicates. */
  private static void awaitLinkLocal(Node node) {
    Await.until(
        "the link-local addresses of " + node,
        LINK_LOCAL,
        () -> {
          String linkLocal = node.run("ip", "-6", "-o", "address", "show", "scope", "link").out();
          return linkLocal.contains(Cell.INTERFACE) && !linkLocal.contains("tentative");
        });
  }

  private List<Cell> of(Peer peer) {
    return cells.stream().filter(cell -> cell.setting().peer() == peer).toList();
  }

  void startOurs() {
    if (ours == null) {
      String config = text(cells, cell -> cell.vipgate(true, ends(cell)));
      ours = Vipgate.start(lab.node(OURS), config);
    } else {
      ours.restart();
    }
  }

  void startPeers() {
    if (vipgate == null || keepalived == null || frr == null) {
      keepalived = startKeepalived();
      frr = startFrr();
      String config = text(of(Peer.VIPGATE), cell -> cell.vipgate(false, ends(cell)));
      vipgate = Vipgate.start(lab.node(Peer.VIPGATE.node()), config);
    } else {
      keepalived.close();
      keepalived = startKeepalived();
      frr.restart();
      vipgate.restart();
    }
  }

  private KeepalivedPeer startKeepalived() {
    String text = text(of(Peer.KEEPALIVED), cell -> cell.keepalived(ends(cell)));
    return KeepalivedPeer.start(lab.node(Peer.KEEPALIVED.node()), text);
  }

  private FrrPeer startFrr() {
    String head = "interface " + Cell.INTERFACE + "\n";
    return FrrPeer.start(lab.node(Peer.FRR.node()), head + text(of(Peer.FRR), Cell::frr));
  }

  private static String text(List<Cell> cells, Function<Cell, String> each) {
    return cells.stream().map(each).collect(Collectors.joining());
  }

  private Ends ends(Cell cell) {
    String theirs = cell.setting().peer().node();
    return cell.setting().isOverIpv6()
        ? new Ends(ipv6(OURS), ipv6(theirs))
        : new Ends(ipv4(OURS), ipv4(theirs));
  }

  LabProcess ourProcess() {
    return started(ours).process();
  }

  void stopOurs() {
    started(ours).stop();
  }

  /** All at the same time, as far as possible. */
  void stopPeers() {
    together(
        () -> started(keepalived).stop(), () -> started(frr).stop(), () -> started(vipgate).stop());
  }

  /** All at the same time, as far as possible. */
  void killPeers() {
    together(
        () -> started(keepalived).process().kill(),
        () -> started(frr).process().kill(),
        () -> started(vipgate).process().kill());
  }

  private static void together(Runnable... each) {
    List<Thread> threads = Stream.of(each).map(Thread::new).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private static <T> T started(@Nullable T tenant) {
    if (tenant == null) {
      throw new IllegalStateException("tenant: value: not started (expected: started)");
    }
    return tenant;
  }

  void part() {
    lab.part(lab.nodes().toArray(Node[]::new));
  }

  void unite() {
    lab.unite();
  }

  /** What we or the peer advertised of a cell from then on. */
  List<Advert> adverts(Cell cell, boolean byUs, long fromNs) {
    return adverts.since(cell.setting().isOverIpv6(), cell.virtualRouterId(), fromNs).stream()
        .filter(advert -> ourSources.contains(advert.source()) == byUs)
        .toList();
  }

  /** The addresses that each node has now; FRR's backups have theirs, too. */
  Map<String, Set<String>> held() {
    Map<String, Set<String>> held = new TreeMap<>();
    for (Node node : lab.nodes()) {
      held.put(node.name(), addresses(node));
    }
    return held;
  }

  private static Set<String> addresses(Node node) {
    Set<String> addresses = new HashSet<>();
    for (String line : node.run("ip", "-o", "address", "show", "up").out().lines().toList()) {
      Matcher matcher = ADDRESS.matcher(line.replaceFirst("^\\d+: \\S+\\s+", ""));
      if (matcher.matches()) {
        addresses.add(matcher.group(1));
      }
    }
    return addresses;
  }

  /** Whether FRR lets the interface of this cell's router work. */
  boolean frrLetsUp(Cell cell) {
    return !lab.node(Peer.FRR.node())
        .run("ip", "-d", "link", "show", "dev", "mv" + cell.virtualRouterId())
        .out()
        .contains("protodown on");
  }

  /** What all of them wrote last, for an error message. */
  String logs() {
    List<String> logs = new ArrayList<>();
    Stream.of(ours, vipgate).forEach(v -> logs.add(v == null ? "" : v.process().log().tail()));
    logs.add(keepalived == null ? "" : keepalived.process().log().tail());
    logs.add(frr == null ? "" : frr.process().log().tail());
    return String.join("\n", logs);
  }

  @Override
  public void close() {
    adverts.close();
    lab.close();
  }
}
