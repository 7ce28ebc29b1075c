package io.vipgate.bench.contender;

import io.vipgate.lab.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * nginx's stream module.
 *
 * @param workers {@code worker_processes}
 * @param largeBuffers {@code proxy_buffer_size} of 512 KiB in place of 16 KiB
 */
public record NginxVariant(int workers, boolean largeBuffers) {
  /** All of them. */
  public static List<NginxVariant> all() {
    return List.of(
        new NginxVariant(1, false),
        new NginxVariant(2, false),
        new NginxVariant(1, true),
        new NginxVariant(2, true));
  }

  public String name() {
    return "nginx-" + workers + "w" + (largeBuffers ? "-512k" : "");
  }

  /** Starts it; it listens for every service from the base port on. */
  public ProxyProcess start(Node node, int basePort, String server) {
    String text = text(node.address(), basePort, server);
    Path home = node.directory().resolve(name());
    node.run("mkdir", "-p", home.toString());
    var config = node.write(name() + ".conf", text);
    var process =
        node.start(
            name(),
            List.of("nginx", "-p", home.toString(), "-c", config.toString(), "-e", "stderr"));
    return new ProxyProcess(name(), node.address(), basePort, text, process);
  }

  private String text(String host, int basePort, String server) {
    StringBuilder text =
        new StringBuilder(
            """
            daemon off;
            user root;
            load_module /usr/lib/nginx/modules/ngx_stream_module.so;
            worker_processes %d;
            worker_rlimit_nofile 20000;
            pid nginx.pid;
            error_log stderr error;
            events { worker_connections 19900; }
            stream {
              proxy_timeout 1h;
              tcp_nodelay on;
            %s
            """
                .formatted(workers, largeBuffers ? "  proxy_buffer_size 512k;" : ""));
    for (Service service : Service.values()) {
      String servers =
          service.ports().stream()
              .map(port -> "server %s:%d;".formatted(server, port))
              .collect(Collectors.joining(" "));
      text.append("  upstream %s { %s }\n".formatted(service.name(), servers));
      text.append(
          "  server { listen %s:%d reuseport backlog=4096; proxy_pass %s; }\n"
              .formatted(host, service.portFrom(basePort), service.name()));
    }
    return text.append("}\n").toString();
  }
}
