package io.vipgate.app.cli;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The status as text for people, on 80 columns. Pure: from the JSON that the service answers. */
final class StatusText {
  private static final int COLUMNS = 80;

  private final Config status;
  private final List<String> lines = new ArrayList<>();

  StatusText(Config status) {
    this.status = status;
  }

  List<String> lines() {
    add(
        "vipgate %s on %s, up %s",
        status.getString("version"),
        status.getString("host"),
        duration(status.getDouble("uptime_seconds")));
    status.getConfigList("vrrp").forEach(this::vrrp);
    status.getConfigList("proxies").forEach(this::proxy);
    journal();
    return lines;
  }

  private void vrrp(Config vrrp) {
    add("");
    add(
        "vrrp/%s: %s for %s",
        vrrp.getString("name"), vrrp.getString("state"), duration(vrrp.getDouble("since_seconds")));
    add("  addresses  %s", String.join(" ", vrrp.getStringList("addresses")));
    add("  on         %s", vrrp.getString("link"));
    add(
        "  router     id %d, priority %d",
        vrrp.getInt("virtual_router_id"), vrrp.getInt("priority"));
    add("  master     %s", vrrp.getIsNull("master") ? "none known" : vrrp.getString("master"));
    for (String disagreement : vrrp.getStringList("disagreements")) {
      add("  ! %s", disagreement);
    }
  }

  private void proxy(Config proxy) {
    add("");
    add(
        "proxy/%s: %d open, %d accepted, %d refused",
        proxy.getString("name"),
        proxy.getLong("connections"),
        proxy.getLong("connections_total"),
        proxy.getLong("refusals_total"));
    add("  listening  %s", String.join(" ", proxy.getStringList("listening")));
    for (Config server : proxy.getConfigList("servers")) {
      add(
          "  %-12s %-21s %-9s %d open, %d in all%s",
          server.getString("name"),
          server.getString("address"),
          server.getString("state"),
          server.getLong("connections"),
          server.getLong("connections_total"),
          server.getString("order").equals("ready") ? "" : "  (" + server.getString("order") + ")");
      add("      %s", server.getString("last_check"));
    }
  }

  private void journal() {
    List<? extends Config> entries = status.getConfigList("journal");
    if (entries.isEmpty()) {
      return;
    }
    add("");
    add("last transitions (UTC)");
    for (Config entry : entries) {
      add(
          "  %.19s %s: %s -> %s",
          entry.getString("time").replace('T', ' '),
          entry.getString("subject"),
          entry.getString("from"),
          entry.getString("to"));
      add("      %s: %s", entry.getString("cause"), entry.getString("evidence"));
    }
  }

  /** Breaks what is too long at spaces, and indents the rest a little further. */
  private void add(String format, Object... values) {
    String rest = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
    String indent = " ".repeat(rest.length() - rest.stripLeading().length() + 2);
    while (rest.length() > COLUMNS) {
      int space = rest.lastIndexOf(' ', COLUMNS);
      if (space <= indent.length()) {
        break; // One word that is longer than the line.
      }
      lines.add(rest.substring(0, space));
      rest = indent + rest.substring(space + 1);
    }
    lines.add(rest);
  }

  /** {@code 3 d 4 h}, {@code 5 min 6 s} or {@code 7 s}. */
  static String duration(double seconds) {
    long s = (long) seconds;
    if (s >= 86_400) {
      return s / 86_400 + " d " + s % 86_400 / 3_600 + " h";
    }
    if (s >= 3_600) {
      return s / 3_600 + " h " + s % 3_600 / 60 + " min";
    }
    if (s >= 60) {
      return s / 60 + " min " + s % 60 + " s";
    }
    return s + " s";
  }
}
