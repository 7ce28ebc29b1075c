package io.vipgate.bench.contender;

import io.vipgate.lab.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * HAProxy in TCP mode with one of the settings that are said to make it fast.
 *
 * @param threads {@code nbthread}; Debian's default is one a CPU
 * @param splice {@code option splice-request} and {@code splice-response}: {@code splice-auto}
 *     takes hardly any transfer through a pipe here
 * @param largeBuffers {@code tune.bufsize} of 512 KiB in place of 16 KiB, and with splice as much
 *     of {@code tune.pipesize} in place of 64 KiB
 * @param pinned {@code cpu-map}: each thread keeps to a processor of its own
 */
public record HaproxyVariant(int threads, boolean splice, boolean largeBuffers, boolean pinned) {
  private static final int MAXCONN = 9900;
  private static final int LARGE = 512 * 1024;

  /** All of them. */
  public static List<HaproxyVariant> all() {
    List<HaproxyVariant> all = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      for (boolean splice : new boolean[] {false, true}) {
        for (boolean large : new boolean[] {false, true}) {
          all.add(new HaproxyVariant(threads, splice, large, false));
          if (threads == 2) {
            all.add(new HaproxyVariant(threads, splice, large, true));
          }
        }
      }
    }
    return all;
  }

  public String name() {
    return "haproxy-"
        + threads
        + "t"
        + (pinned ? "-pinned" : "")
        + (splice ? "-splice" : "")
        + (largeBuffers ? "-512k" : "");
  }

  /** Starts it; it listens for every service from the base port on. */
  public ProxyProcess start(Node node, int basePort, String server) {
    String text = text(node.address(), basePort, server);
    var config = node.write(name() + ".cfg", text);
    var process = node.start(name(), List.of("haproxy", "-db", "-f", config.toString()));
    return new ProxyProcess(name(), node.address(), basePort, text, process);
  }

  private String text(String host, int basePort, String server) {
    StringBuilder text =
        new StringBuilder(
            """
            global
              nbthread %d
              maxconn %d
            %s
            %s
            %s
            defaults
              mode tcp
              timeout connect 5s
              timeout client 1h
              timeout server 1h
              option tcp-smart-accept
              option tcp-smart-connect
            %s
            """
                .formatted(
                    threads,
                    // Pipes are descriptors too.
                    splice ? MAXCONN * 2 / 3 : MAXCONN,
                    pinned ? "  cpu-map auto:1/1-" + threads + " 0-" + (threads - 1) : "",
                    largeBuffers ? "  tune.bufsize " + LARGE : "",
                    largeBuffers && splice ? "  tune.pipesize " + LARGE : "",
                    splice ? "  option splice-request\n  option splice-response" : ""));
    for (Service service : Service.values()) {
      text.append("listen %s\n".formatted(service.name().toLowerCase(Locale.ROOT)));
      text.append("  bind %s:%d\n".formatted(host, service.portFrom(basePort)));
      text.append("  balance roundrobin\n");
      for (int port : service.ports()) {
        text.append(
            "  server s%d %s:%d check port %d inter 10s\n"
                .formatted(port, server, port, Service.CHECK_PORT));
      }
    }
    return text.toString();
  }
}
