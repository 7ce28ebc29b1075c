package io.vipgate.lab.tenant;

import io.vipgate.lab.apiserver.ApiServer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * vipgate's configuration for one node of the lab.
 *
 * @param vrrp the section of that name; empty on workers
 * @param bind where the proxy listens, {@code ADDRESS:PORT}
 * @param check the proxy's check, as in the file
 * @param servers addresses of the apiservers
 * @param serverPort their port that connections go to
 */
public record VipgateConfig(
    String vrrp, String bind, String check, List<String> servers, int serverPort) {
  /** The checks of the pair's files: TCP, each 5 s, down after 5. */
  public static final String SAMPLE_CHECK =
      "{ type = tcp, interval = 5s, timeout = 5s, fall = 5, rise = 2 }";

  /** Checks that find out within two seconds, for tests that wait for them. */
  public static final String FAST_CHECK =
      "{ type = https, path = /readyz, interval = 500ms, timeout = 500ms, fall = 2, rise = 2 }";

  public VipgateConfig {
    servers = List.copyOf(servers);
  }

  /** With connections to the apiservers' own port. */
  public VipgateConfig(String vrrp, String bind, String check, List<String> servers) {
    this(vrrp, bind, check, servers, ApiServer.PORT);
  }

  /** The same with another check. */
  public VipgateConfig withCheck(String other) {
    return new VipgateConfig(vrrp, bind, other, servers, serverPort);
  }

  /** The same with connections to another port of the apiservers; checks have their own. */
  public VipgateConfig withServerPort(int other) {
    return new VipgateConfig(vrrp, bind, check, servers, other);
  }

  /** The configuration file. */
  public String text() {
    return """
        %s
        proxy.apiserver {
          bind = ["%s"]
          balance = roundrobin
          connect-timeout = 15s
          slow-start = 0s
          check %s
          servers {
        %s
          }
        }
        """
        .formatted(vrrp, bind, check, serverLines());
  }

  private String serverLines() {
    return IntStream.range(0, servers.size())
        .mapToObj(
            i ->
                "    apiserver%02d.address = \"%s:%d\""
                    .formatted(i + 1, servers.get(i), serverPort))
        .collect(Collectors.joining("\n"));
  }
}
