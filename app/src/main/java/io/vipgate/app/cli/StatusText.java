package io.vipgate.app.cli;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The status as text for people, on 80 columns. Pure: from the JSON that the service answers. */
final class StatusText {
  private static final Set<String> UNDER_WAY = Set.of("shedding", "paused");

  private final Config status;
  private final Paragraphs text = new Paragraphs();

  StatusText(Config status) {
    this.status = status;
  }

  List<String> lines() {
    text.add(
        "vipgate %s on %s, up %s",
        status.getString("version"),
        status.getString("host"),
        Paragraphs.duration(status.getDouble("uptime_seconds")));
    status.getConfigList("vrrp").forEach(this::vrrp);
    status.getConfigList("proxies").forEach(this::proxy);
    journal();
    return text.lines();
  }

  private void vrrp(Config vrrp) {
    text.add("");
    text.add(
        "vrrp/%s: %s for %s",
        vrrp.getString("name"),
        vrrp.getString("state"),
        Paragraphs.duration(vrrp.getDouble("since_seconds")));
    addresses(vrrp, text);
    text.add("  on         %s", vrrp.getString("link"));
    int priority = vrrp.getInt("effective_priority");
    int configured = vrrp.getInt("priority");
    text.add(
        "  router     id %d, priority %d%s",
        vrrp.getInt("virtual_router_id"),
        priority,
        priority == configured ? "" : " (configured: " + configured + ")");
    vrrp.getObject("tracked")
        .forEach((name, words) -> text.add("  tracks     %s: %s", name, words.unwrapped()));
    text.add("  master     %s", vrrp.getIsNull("master") ? "none known" : vrrp.getString("master"));
    for (String disagreement : vrrp.getStringList("disagreements")) {
      text.add("  ! %s", disagreement);
    }
  }

  /** What a virtual router holds, or would. */
  static void addresses(Config vrrp, Paragraphs text) {
    text.add("  addresses  %s", String.join(", ", vrrp.getStringList("addresses")));
    List<String> excluded =
        vrrp.hasPath("excluded_addresses") ? vrrp.getStringList("excluded_addresses") : List.of();
    if (!excluded.isEmpty()) {
      text.add("  excluded   %s", String.join(", ", excluded));
    }
  }

  private void proxy(Config proxy) {
    text.add("");
    text.add(
        "proxy/%s: %d open, %d accepted, %d refused",
        proxy.getString("name"),
        proxy.getLong("connections"),
        proxy.getLong("connections_total"),
        proxy.getLong("refusals_total"));
    text.add("  listening  %s", String.join(" ", proxy.getStringList("listening")));
    counts(proxy, "refused", "refusals");
    counts(proxy, "paused", "accept_pauses");
    counts(proxy, "silent", "idle_timeouts");
    if (proxy.hasPath("queued") && proxy.getLong("queued") > 0) {
      text.add("  queue      %d waiting", proxy.getLong("queued"));
    }
    if (proxy.hasPath("rebalance") && UNDER_WAY.contains(proxy.getString("rebalance"))) {
      text.add("  rebalance  %s", proxy.getString("rebalance"));
    }
    ProxyTroubles.of(proxy).forEach(trouble -> text.add("  ! %s", trouble));
    for (Config server : proxy.getConfigList("servers")) {
      text.add(
          "  %-12s %-21s %-9s %d open, %d in all%s%s",
          server.getString("name"),
          server.getString("address"),
          server.getString("state"),
          server.getLong("connections"),
          server.getLong("connections_total"),
          special(server),
          server.getString("order").equals("ready") ? "" : "  (" + server.getString("order") + ")");
      text.add("      %s", server.getString("last_check"));
      if (server.hasPath("warnings")) {
        server.getStringList("warnings").forEach(warning -> text.add("      ! %s", warning));
      }
    }
  }

  /** Counts by reason, if there are any. */
  private void counts(Config proxy, String title, String key) {
    if (!proxy.hasPath(key) || proxy.getObject(key).isEmpty()) {
      return;
    }
    String counts =
        proxy.getObject(key).entrySet().stream()
            .map(entry -> entry.getValue().unwrapped() + " " + entry.getKey())
            .sorted()
            .collect(Collectors.joining(", "));
    text.add("  %-10s %s", title, counts);
  }

  private static String special(Config server) {
    int weight = server.hasPath("weight") ? server.getInt("weight") : 1;
    int tier = server.hasPath("tier") ? server.getInt("tier") : 0;
    return (weight == 1 ? "" : ", weight " + weight) + (tier == 0 ? "" : ", tier " + tier);
  }

  private void journal() {
    List<? extends Config> entries = status.getConfigList("journal");
    if (entries.isEmpty()) {
      return;
    }
    text.add("");
    text.add("last transitions (UTC)");
    for (Config entry : entries) {
      text.add(
          "  %.19s %s: %s",
          entry.getString("time").replace('T', ' '),
          entry.getString("subject"),
          Paragraphs.change(entry.getString("from"), entry.getString("to")));
      text.add("      %s: %s", entry.getString("cause"), entry.getString("evidence"));
    }
  }
}
