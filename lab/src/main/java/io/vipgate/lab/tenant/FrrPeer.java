package io.vipgate.lab.tenant;

import io.vipgate.lab.Await;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Debian's FRR in a node: vrrpd, and zebra, which tells it of the interfaces.
 *
 * <p>FRR keeps the virtual addresses on macvlan interfaces with the virtual router's own hardware
 * address ({@code 00:00:5e:00:01:VRID}, over IPv6 {@code 02:VRID}), one a router, which somebody
 * else has to make: here, {@link #addRouterInterface}. It does not install addresses; a backup's
 * interface is held down ("protodown").
 */
public final class FrrPeer implements AutoCloseable {
  private static final String DAEMONS = "/usr/lib/frr/";
  private static final Duration START = Duration.ofSeconds(10);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final Node node;
  private final LabProcess zebra;
  private final Path config;
  private LabProcess vrrpd;

  private FrrPeer(Node node, Path config) {
    this.node = node;
    this.config = config;
    node.run("sh", "-c", "mkdir -p /run/frr && chown frr:frr /run/frr \"$0\"", config.toString());
    this.zebra = daemon("zebra", List.of());
    Await.until(
        "zebra on " + node + " serves",
        START,
        () -> node.attempt("test", "-S", "/run/frr/zserv.api").exitCode() == 0,
        () -> zebra.log().tail());
    this.vrrpd = startVrrpd();
  }

  /** Makes the interface that a virtual router of FRR needs, with its addresses. */
  public static void addRouterInterface(
      Node node, String name, int virtualRouterId, boolean ipv6, List<String> addresses) {
    String mac = "00:00:5e:00:%02x:%02x".formatted(ipv6 ? 2 : 1, virtualRouterId);
    node.run(
        "ip",
        "link",
        "add",
        "name",
        name,
        "link",
        node.interfaceName(),
        "address",
        mac,
        "type",
        "macvlan",
        "mode",
        "bridge");
    for (String address : addresses) {
      List<String> add = new ArrayList<>(List.of("ip", "address", "add", address, "dev", name));
      if (ipv6) {
        add.add("nodad");
      }
      node.run(add.toArray(String[]::new));
    }
    node.run("ip", "link", "set", name, "up", "protodown", "on");
  }

  /**
   * Starts both daemons.
   *
   * @param configText in the words of vtysh(1)
   */
  public static FrrPeer start(Node node, String configText) {
    return new FrrPeer(node, node.write("frr.conf", configText));
  }

  private LabProcess startVrrpd() {
    return daemon("vrrpd", List.of("--config_file", config.toString(), "--log", "stdout"));
  }

  private LabProcess daemon(String name, List<String> more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                DAEMONS + name,
                "--user",
                "frr",
                "--group",
                "frr",
                "--socket",
                "/run/frr/zserv.api",
                "--pid_file",
                "/run/frr/" + name + ".pid",
                "--vty_socket",
                "/run/frr",
                "--vty_port",
                "0"));
    command.addAll(more);
    return node.start(name, command);
  }

  /** Starts vrrpd again after it has ended. */
  public void restart() {
    vrrpd.close();
    vrrpd = startVrrpd();
  }

  /** vrrpd, to kill. */
  public LabProcess process() {
    return vrrpd;
  }

  /** Stops vrrpd in good order: it sends priority 0. */
  public void stop() {
    vrrpd.terminate(STOP);
  }

  @Override
  public void close() {
    vrrpd.close();
    zebra.close();
  }
}
