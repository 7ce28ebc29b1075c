package io.vipgate.app.cli;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a proxy as a whole, and what to do about it. Pure: from its JSON. */
final class ProxyTroubles {
  private ProxyTroubles() {}

  /** A line for each trouble, without its mark. */
  static List<String> of(Config proxy) {
    List<String> troubles = new ArrayList<>();
    List<? extends Config> servers = proxy.getConfigList("servers");
    if (servers.stream().allMatch(server -> isIn(server, "MAINT"))) {
      troubles.add(
          "every server is in maint, so clients are reset: vipgate ready PROXY/SERVER gives one back");
    } else if (servers.stream().noneMatch(server -> isIn(server, "READY"))) {
      troubles.add(
          "no server is ready: clients are not refused, all servers but those in maint are tried for"
              + " each, in order. vipgate explain says what is wrong with each server; the address"
              + " stays here, since moving it would not bring them back");
    }
    long pauses = count(proxy, "accept_pauses", "no_descriptor");
    if (pauses > 0) {
      troubles.add(
          "out of file descriptors %s since the start, and clients had to wait: raise LimitNOFILE= of the unit (ulimit -n); two are needed for each connection"
              .formatted(pauses == 1 ? "once" : pauses + " times"));
    }
    return troubles;
  }

  private static boolean isIn(Config server, String state) {
    return server.getString("state").equals(state);
  }

  private static long count(Config proxy, String counts, String reason) {
    String path = counts + "." + reason;
    return proxy.hasPath(path) ? proxy.getLong(path) : 0;
  }
}
