package io.vipgate.app.importer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The effective times, before and after. */
final class TimingTable {
  private static final String NEVER = "never";
  private static final String ROW = "%-52s  %-12s  %s";

  private TimingTable() {}

  /** Its lines, the header first. */
  static List<String> lines(List<Router> routers, List<ProxyDraft> proxies) {
    List<String> lines = new ArrayList<>();
    lines.add(ROW.formatted("Effective times", "before", "after"));
    routers.forEach(router -> lines.addAll(lines(router)));
    proxies.forEach(proxy -> lines.addAll(lines(proxy)));
    return lines.stream().map(String::stripTrailing).toList();
  }

  private static List<String> lines(Router router) {
    Duration skew = Duration.ofSeconds(256 - router.priority().value()).dividedBy(256);
    Duration interval = Duration.ofSeconds(router.advertSeconds().value());
    String masterDown = Hocon.duration(interval.multipliedBy(3).plus(skew));
    String name = "vrrp." + router.name();
    return List.of(
        row(name + ": takeover after the holder's death", masterDown, masterDown),
        row(name + ": takeover after its clean stop", Hocon.duration(skew), Hocon.duration(skew)),
        row(
            name + ": a killed holder's address stays",
            "for ever",
            Hocon.duration(interval.multipliedBy(2)) + " to " + leaseOver(interval)));
  }

  /** Two intervals, and the kernel's lag. */
  private static String leaseOver(Duration interval) {
    return Hocon.duration(interval.multipliedBy(2).plusMillis(300));
  }

  private static List<String> lines(ProxyDraft proxy) {
    String name = "proxy." + proxy.name();
    Before before = proxy.before();
    Duration connect = proxy.connectTimeout().value().multipliedBy(proxy.retries().value() + 1L);
    return List.of(
        row(
            name + ": a dead server is out within",
            text(before.ejected(), NEVER),
            Hocon.duration(Timings.ejected(proxy.check()))),
        row(name + ": and its connections are reset", "not at all", "at once"),
        row(
            name + ": a server that comes back is in after",
            text(before.returned(), "at once"),
            Hocon.duration(Timings.returned(proxy.check()))),
        row(
            name + ": a client waits for a server at most",
            text(before.connectBudget(), "no limit"),
            Hocon.duration(connect)),
        row(name + ": a silent client is cut off after", text(before.clientIdle(), NEVER), NEVER),
        row(name + ": a silent server is cut off after", text(before.serverIdle(), NEVER), NEVER));
  }

  private static String row(String what, String before, String after) {
    return ROW.formatted(what, before, after);
  }

  private static String text(Optional<Duration> time, String otherwise) {
    return time.map(Hocon::duration).orElse(otherwise);
  }
}
