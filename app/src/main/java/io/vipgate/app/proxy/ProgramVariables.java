package io.vipgate.app.proxy;

import io.vipgate.app.config.Endpoint;
import io.vipgate.app.config.ProxyConfig;
import io.vipgate.app.config.ServerConfig;
import io.vipgate.lb.proxy.FrontendStats;
import io.vipgate.lb.proxy.ServerStats;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * What a program that checks a server is told of it: the environment variables of HAProxy's
 * external checks (its configuration manual, external-check command), so that those programs serve
 * here as well, and words that stand for the arguments that they get. A program of keepalived's
 * MISC_CHECK is told by its arguments only.
 *
 * @param target where the check is to look
 */
record ProgramVariables(ProxyConfig proxy, ServerConfig server, InetSocketAddress target) {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final String CURRENT_CONNECTIONS = "HAPROXY_SERVER_CURCONN";

  /** All but {@link #live}. */
  Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("PATH", PATH),
        Map.entry("HAPROXY_PROXY_NAME", proxy.name()),
        Map.entry("HAPROXY_PROXY_ID", Integer.toString(id(proxy.name()))),
        Map.entry("HAPROXY_PROXY_ADDR", bind().address().getHostAddress()),
        Map.entry("HAPROXY_PROXY_PORT", Integer.toString(bind().port())),
        Map.entry("HAPROXY_SERVER_NAME", server.name()),
        Map.entry("HAPROXY_SERVER_ID", Integer.toString(place() + 1)),
        Map.entry("HAPROXY_SERVER_ADDR", target.getAddress().getHostAddress()),
        Map.entry("HAPROXY_SERVER_PORT", Integer.toString(target.getPort())),
        Map.entry("HAPROXY_SERVER_MAXCONN", Integer.toString(server.options().maxConnections())));
  }

  /** What is another one at each look. */
  static Map<String, String> live(FrontendStats stats, String server) {
    ServerStats known = stats.servers().get(server);
    return Map.of(CURRENT_CONNECTIONS, Long.toString(known == null ? 0 : known.connections()));
  }

  List<String> fill(List<String> command) {
    return command.stream().map(this::fill).toList();
  }

  private String fill(String word) {
    return word.replace("{server-address}", target.getAddress().getHostAddress())
        .replace("{server-port}", Integer.toString(target.getPort()))
        .replace("{proxy-address}", bind().address().getHostAddress())
        .replace("{proxy-port}", Integer.toString(bind().port()));
  }

  private Endpoint bind() {
    return proxy.binds().get(0);
  }

  /** Proxies have no number here: one that is above 0, and the same after a restart. */
  private static int id(String name) {
    return (name.hashCode() & 0x7ffffffe) + 1;
  }

  private int place() {
    return proxy.servers().stream().map(ServerConfig::name).toList().indexOf(server.name());
  }
}
