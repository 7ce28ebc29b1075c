package io.vipgate.app.cli;

import com.typesafe.config.Config;
import java.util.List;

/** The status as text for people, on 80 columns. Pure: from the JSON that the service answers. */
final class StatusText {
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
    text.add("  addresses  %s", String.join(" ", vrrp.getStringList("addresses")));
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

  private void proxy(Config proxy) {
    text.add("");
    text.add(
        "proxy/%s: %d open, %d accepted, %d refused",
        proxy.getString("name"),
        proxy.getLong("connections"),
        proxy.getLong("connections_total"),
        proxy.getLong("refusals_total"));
    text.add("  listening  %s", String.join(" ", proxy.getStringList("listening")));
    for (Config server : proxy.getConfigList("servers")) {
      text.add(
          "  %-12s %-21s %-9s %d open, %d in all%s",
          server.getString("name"),
          server.getString("address"),
          server.getString("state"),
          server.getLong("connections"),
          server.getLong("connections_total"),
          server.getString("order").equals("ready") ? "" : "  (" + server.getString("order") + ")");
      text.add("      %s", server.getString("last_check"));
    }
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
          "  %.19s %s: %s -> %s",
          entry.getString("time").replace('T', ' '),
          entry.getString("subject"),
          entry.getString("from"),
          entry.getString("to"));
      text.add("      %s: %s", entry.getString("cause"), entry.getString("evidence"));
    }
  }
}
