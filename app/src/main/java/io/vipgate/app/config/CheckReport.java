package io.vipgate.app.config;

import static io.vipgate.app.config.DurationText.format;

import io.vipgate.app.config.EffectiveTimings.ProxyTimings;
import io.vipgate.app.config.EffectiveTimings.RouterTimings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@code vipgate check} prints, as lines without their ends. */
public final class CheckReport {
  /** {@code TLSHandshakeTimeout} of client-go's transports. */
  private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(10);

  private CheckReport() {}

  /** Every problem, and how many there are. */
  public static List<String> lines(LoadResult.Rejected rejected) {
    List<String> lines = new ArrayList<>();
    rejected.problems().forEach(problem -> lines.add(problem.toString()));
    lines.add(count(rejected.problems().size(), "problem"));
    return lines;
  }

  /** Every warning, and the effective timings. */
  public static List<String> lines(LoadResult.Loaded loaded, EffectiveTimings timings) {
    List<String> lines = new ArrayList<>();
    loaded.warnings().forEach(warning -> lines.add("warning: " + warning));
    timings.routers().forEach(router -> lines.addAll(lines(router)));
    timings.proxies().forEach(proxy -> lines.addAll(lines(proxy)));
    lines.add("valid, " + count(loaded.warnings().size(), "warning"));
    return lines;
  }

  private static List<String> lines(RouterTimings timings) {
    VrrpConfig router = timings.config();
    List<String> lines = new ArrayList<>();
    lines.addAll(election(timings, router));
    router.role().tracks().forEach(track -> lines.add(line(track)));
    if (router.role().tracks().stream().noneMatch(t -> t.what() instanceof Tracked.Servers)) {
      lines.add(
          "  the addresses never follow the health of the servers: a dead server is ejected, and"
              + " the addresses stay");
    }
    return lines;
  }

  private static String line(TrackConfig track) {
    if (track.what() instanceof Tracked.Servers servers) {
      return "  track %s: counts once fewer than %d servers of proxy.%s are ready, and so after they were ejected"
          .formatted(track.name(), servers.atLeast(), servers.proxy());
    }
    return TrackTimes.of(track.what())
        .map(
            times ->
                "  track %s: counts %s to %s after it fails"
                    .formatted(track.name(), format(times.soonest()), format(times.latest())))
        .orElse("  track %s: counts at once".formatted(track.name()));
  }

  private static List<String> election(RouterTimings timings, VrrpConfig router) {
    return List.of(
        "vrrp.%s: %s on %s, VRRP version %d, virtual router %d, priority %d, adverts every %s, %s"
            .formatted(
                router.name(),
                String.join(", ", router.held().stream().map(VirtualAddress::toString).toList()),
                router.interfaceName(),
                router.version().number(),
                router.virtualRouterId(),
                router.priority(),
                format(router.advertInterval()),
                router.preempt() ? "preempts" : "does not preempt"),
        "  skew %s, master-down interval %s, lease of the addresses %s%s"
            .formatted(
                format(timings.skew()),
                format(timings.masterDown()),
                format(timings.lease()),
                timings.leaseOverInTime()
                    ? ""
                    : ": longer than a takeover, so that a killed holder's addresses stay beside the"
                        + " new one's"),
        "  takes over within %s of the holder's last advert, within %s of its clean stop"
            .formatted(format(timings.masterDown()), format(timings.skew())));
  }

  private static List<String> lines(ProxyTimings timings) {
    ProxyConfig proxy = timings.config();
    CheckConfig check = proxy.check();
    return List.of(
        "proxy.%s: %s over %s, %s, %s checks"
            .formatted(
                proxy.name(),
                String.join(", ", proxy.binds().stream().map(Endpoint::toString).toList()),
                count(proxy.servers().size(), "server"),
                proxy.balance(),
                check.type()),
        "  a dead server is out within %s (interval %s × fall %d + timeout %s), back after %s (interval × rise %d)"
            .formatted(
                format(timings.ejected()),
                format(check.interval()),
                check.fall(),
                format(check.timeout()),
                format(timings.returned()),
                check.rise()),
        "  a client waits at most %s for a server (connect-timeout %s × %s)%s"
            .formatted(
                format(timings.connectBudget()),
                format(proxy.connectTimeout()),
                proxy.retries() == 0 ? "1 try" : proxy.retries() + 1 + " tries",
                patience(timings.connectBudget())));
  }

  private static String patience(Duration connectBudget) {
    return connectBudget.compareTo(CLIENT_PATIENCE) <= 0
        ? ""
        : "; Kubernetes' clients give up a TLS handshake after " + format(CLIENT_PATIENCE);
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
