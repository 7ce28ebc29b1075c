package io.vipgate.lab.tenant;

import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.nio.file.Path;
import java.util.List;

/** Debian's haproxy in a node, to compare with. */
public final class HaproxyPeer implements AutoCloseable {
  private final LabProcess process;

  private HaproxyPeer(LabProcess process) {
    this.process = process;
  }

  /**
   * Starts it in the foreground with the text of a configuration file. To bind an address that the
   * node does not have, set its sysctl {@code net.ipv4.ip_nonlocal_bind} first.
   */
  public static HaproxyPeer start(Node node, String configText) {
    Path config = node.write("haproxy.cfg", configText);
    return new HaproxyPeer(
        node.start("haproxy", List.of("haproxy", "-db", "-f", config.toString())));
  }

  /** The process, to freeze, thaw and kill, and its log. */
  public LabProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
