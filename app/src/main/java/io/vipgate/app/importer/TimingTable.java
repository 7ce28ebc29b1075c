package io.vipgate.app.importer;

import io.vipgate.vrrp.packet.VrrpVersion;
import io.vipgate.vrrp.router.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The effective times, before and after. */
final class TimingTable {
  private static final String NEVER = "never";
  private static final String ROW = "%-44s  %-10s  %s";

  private TimingTable() {}

  /** Its lines, the header first. */
  static List<String> lines(List<Router> routers, List<ProxyDraft> proxies) {
    List<String> lines = new ArrayList<>();
    lines.add(row("Effective times", "before", "after"));
    routers.forEach(router -> lines.addAll(lines(router)));
    proxies.forEach(proxy -> lines.addAll(lines(proxy)));
    return lines;
  }

  private static List<String> lines(Router router) {
    long intervalNs = router.advertInterval().value().toNanos();
    VrrpVersion version = router.version().value() == 2 ? VrrpVersion.V2 : VrrpVersion.V3;
    Timers timers = new Timers(version, router.priority().value(), intervalNs);
    String masterDown = nanos(timers.masterDownNs(intervalNs));
    String skew = nanos(timers.skewNs(intervalNs));
    return List.of(
        "vrrp." + router.name(),
        row("  takeover after the holder's death", masterDown, masterDown),
        row("  takeover after its clean stop", skew, skew),
        row("  the address of a killed holder is gone in", NEVER, nanos(timers.leaseNs())));
  }

  private static List<String> lines(ProxyDraft proxy) {
    Before before = proxy.before();
    CheckDraft check = proxy.check();
    Duration connect = proxy.connectTimeout().value().multipliedBy(proxy.retries().value() + 1L);
    return List.of(
        "proxy." + proxy.name(),
        row(
            "  a dead server is out within",
            text(before.ejected(), NEVER),
            Hocon.duration(Timings.ejected(check))),
        row("  and its connections are reset", before.resets() ? "at once" : NEVER, "at once"),
        row(
            "  a server that comes back is in after",
            text(before.returned(), "at once"),
            Hocon.duration(Timings.returned(check))),
        row(
            "  a client waits for a server at most",
            text(before.connectBudget(), "no limit"),
            Hocon.duration(connect)),
        row("  a silent client is cut off after", text(before.clientIdle(), NEVER), NEVER),
        row("  a silent server is cut off after", text(before.serverIdle(), NEVER), NEVER));
  }

  private static String nanos(long nanos) {
    return Hocon.duration(Duration.ofNanos(nanos));
  }

  private static String row(String what, String before, String after) {
    return ROW.formatted(what, before, after);
  }

  private static String text(Optional<Duration> time, String otherwise) {
    return time.map(Hocon::duration).orElse(otherwise);
  }
}
