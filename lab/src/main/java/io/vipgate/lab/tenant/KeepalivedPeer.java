package io.vipgate.lab.tenant;

import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Debian's keepalived in a node, as a peer to test against or to compare with. */
public final class KeepalivedPeer implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final AtomicInteger STARTED = new AtomicInteger();

  /** The states of RFC 3768, section 6.4, that keepalived tells of in its log. */
  public enum State {
    MASTER,
    BACKUP,
    FAULT
  }

  private final LabProcess process;

  private KeepalivedPeer(LabProcess process) {
    this.process = process;
  }

  /** Starts it with one instance. */
  public static KeepalivedPeer start(Node node, KeepalivedConfig config) {
    return start(node, config.text());
  }

  /** Starts it with the text of a configuration file. */
  public static KeepalivedPeer start(Node node, String configText) {
    Path config = node.write("keepalived.conf", configText);
    // Files of its own: one that a killed predecessor left may name a process that lives by now,
    // and keepalived would take it for itself and end.
    int number = STARTED.incrementAndGet();
    return new KeepalivedPeer(
        node.start(
            "keepalived",
            List.of(
                "keepalived",
                "--vrrp",
                "--dont-fork",
                "--log-console",
                "--log-detail",
                "--pid",
                node.directory().resolve("keepalived" + number + ".pid").toString(),
                "--vrrp_pid",
                node.directory().resolve("vrrp" + number + ".pid").toString(),
                "--use-file",
                config.toString())));
  }

  /** Waits until its log tells of this state, from the mark on. */
  public void awaitState(State state, int mark, Duration deadline) {
    process.log().await(Pattern.compile("Entering " + state + " STATE"), mark, deadline);
  }

  /** Waits until its log tells of this state. */
  public void awaitState(State state, Duration deadline) {
    awaitState(state, 0, deadline);
  }

  /** The process, to freeze, thaw and kill, and its log. */
  public LabProcess process() {
    return process;
  }

  /** Stops it in good order: it sends priority 0 and removes its addresses. */
  public void stop() {
    process.terminate(STOP);
  }

  @Override
  public void close() {
    process.close();
  }
}
