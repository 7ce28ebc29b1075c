package io.vipgate.app.proxy;

import io.vipgate.app.config.Endpoint;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * What a program that checks a server is told of it: the environment variables of HAProxy's
 * external checks, so that those programs serve here as well, and words that stand for the
 * arguments that they get. A program of keepalived's MISC_CHECK is told by its arguments only.
 */
record ProgramVariables(String proxy, Endpoint bind, String server, InetSocketAddress target) {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  Map<String, String> environment() {
    return Map.of(
        "PATH", PATH,
        "HAPROXY_PROXY_NAME", proxy,
        "HAPROXY_PROXY_ADDR", bind.address().getHostAddress(),
        "HAPROXY_PROXY_PORT", Integer.toString(bind.port()),
        "HAPROXY_SERVER_NAME", server,
        "HAPROXY_SERVER_ADDR", target.getAddress().getHostAddress(),
        "HAPROXY_SERVER_PORT", Integer.toString(target.getPort()));
  }

  List<String> fill(List<String> command) {
    return command.stream().map(this::fill).toList();
  }

  private String fill(String word) {
    return word.replace("{server-address}", target.getAddress().getHostAddress())
        .replace("{server-port}", Integer.toString(target.getPort()))
        .replace("{proxy-address}", bind.address().getHostAddress())
        .replace("{proxy-port}", Integer.toString(bind.port()));
  }
}
