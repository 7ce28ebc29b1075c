package io.vipgate.app.status;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.vipgate.app.journal.JournalEntry;
import io.vipgate.app.journal.JournalLine;
import io.vipgate.app.proxy.ProxyStatus;
import io.vipgate.app.vrrp.VrrpStatus;
import io.vipgate.lb.proxy.FrontendStats;
import io.vipgate.lb.proxy.ServerStats;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The status as JSON; its shape is a contract, documented in docs/reference/status.md. */
public final class StatusJson {
  private StatusJson() {}

  /** One JSON object, indented, keys sorted. */
  public static String render(NodeStatus status) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("version", status.version());
    node.put("host", status.host());
    node.put("pid", ProcessHandle.current().pid());
    node.put("uptime_seconds", status.uptimeSeconds());
    node.put("vrrp", status.vrrp().stream().map(StatusJson::vrrp).toList());
    node.put("proxies", status.proxies().stream().map(StatusJson::proxy).toList());
    node.put("journal", status.journal().stream().map(JournalLine::map).toList());
    return render(node);
  }

  /** The journal alone: an object with one key, {@code journal}, oldest entry first. */
  public static String render(List<JournalEntry> journal) {
    return render(Map.of("journal", journal.stream().map(JournalLine::map).toList()));
  }

  private static String render(Map<String, Object> object) {
    return ConfigValueFactory.fromMap(object)
            .render(ConfigRenderOptions.concise().setFormatted(true))
            .stripTrailing()
        + "\n";
  }

  private static Map<String, @Nullable Object> vrrp(VrrpStatus status) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("name", status.config().name());
    out.put("state", status.state().name());
    out.put("since_seconds", status.sinceSeconds());
    out.put("priority", status.config().priority());
    out.put("effective_priority", status.priority());
    out.put("tracked", status.tracked());
    out.put("virtual_router_id", status.config().virtualRouterId());
    out.put("interface", status.config().interfaceName());
    out.put("link", status.link());
    out.put("addresses", status.config().addresses().stream().map(Object::toString).toList());
    out.put(
        "excluded_addresses",
        status.config().excludedAddresses().stream().map(Object::toString).toList());
    out.put("master", status.master());
    out.put(
        "last_heard_seconds",
        status.lastHeardSeconds().isPresent() ? status.lastHeardSeconds().getAsDouble() : null);
    out.put("disagreements", status.disagreements());
    return out;
  }

  private static Map<String, @Nullable Object> proxy(ProxyStatus status) {
    FrontendStats stats = status.stats();
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("name", status.name());
    out.put("listening", status.listening().stream().map(StatusJson::text).toList());
    out.put("connections", stats.clients());
    out.put("connections_total", stats.clientsTotal());
    out.put("retries_total", stats.retries());
    out.put("replays_total", stats.replays());
    out.put("fail_opens_total", stats.failOpens());
    out.put("handed_over_total", stats.handedOver());
    out.put("resets_total", stats.resets());
    out.put("queued", stats.queued());
    out.put("refusals_total", sum(stats.refusals().values()));
    out.put("refusals", byReason(stats.refusals()));
    out.put("accept_pauses", byReason(stats.acceptPauses()));
    out.put("idle_timeouts", byReason(stats.idle()));
    out.put("rebalance", status.rebalance().label());
    out.put("servers", status.servers().stream().map(server -> server(server, stats)).toList());
    return out;
  }

  /** Those that have come up. */
  private static Map<String, Long> byReason(Map<? extends Enum<?>, Long> counts) {
    Map<String, Long> out = new LinkedHashMap<>();
    counts.forEach(
        (reason, count) -> {
          if (count > 0) {
            out.put(reason.name().toLowerCase(Locale.ROOT), count);
          }
        });
    return out;
  }

  private static Map<String, @Nullable Object> server(
      ProxyStatus.ServerStatus server, FrontendStats frontend) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("name", server.name());
    out.put("address", text(server.address()));
    out.put("weight", server.weight());
    out.put("tier", server.tier());
    out.put("state", server.state().name());
    out.put("order", server.order().label());
    out.put("last_check", server.check());
    out.put("warnings", server.warnings());
    ServerStats stats = frontend.servers().get(server.name());
    out.put("connections", stats == null ? 0 : stats.connections());
    out.put("connections_total", stats == null ? 0 : stats.connectionsTotal());
    out.put("bytes_to_server", stats == null ? 0 : stats.bytesToServer());
    out.put("bytes_to_client", stats == null ? 0 : stats.bytesToClient());
    out.put("shed_total", stats == null ? 0 : stats.shed());
    out.put("connect_failures_total", stats == null ? 0 : sum(stats.connectFailures().values()));
    return out;
  }

  private static long sum(Iterable<Long> counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  /** {@code 10.0.0.1:8443} or {@code [fd00::1]:8443}. */
  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
