package io.vipgate.lab.tenant;

import io.vipgate.lab.Await;
import io.vipgate.lab.Command;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * vipgate in a node, started as the package starts it, from the classes under test or from
 * installed files.
 */
public final class Vipgate implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration STOP = Duration.ofSeconds(10);

  /** As a service runs that others wait for: ahead of the JVMs that the tests start beside it. */
  private static final String NICENESS = "-15";

  /** Below the node's /run, which is the one directory that an installed vipgate sees of it. */
  private static final String CONFIG = "/run/vipgate.conf";

  private static final Launcher LAUNCHER = Launcher.current();

  private final Node node;
  private LabProcess process;

  private Vipgate(Node node) {
    this.node = node;
    this.process = launch();
  }

  /** Starts it with the text of a configuration file; returns when its proxies listen. */
  public static Vipgate start(Node node, String configText) {
    node.write(CONFIG.substring(1), configText);
    return new Vipgate(node).awaitListening();
  }

  private LabProcess launch() {
    List<String> command = new ArrayList<>(List.of("nice", "-n", NICENESS));
    command.addAll(command("run", "--config", CONFIG));
    return node.start("vipgate", command);
  }

  private Vipgate awaitListening() {
    Await.until(
        "vipgate on " + node + " listens",
        START,
        () -> curl("/healthz").exitCode() == 0,
        () -> process.log().tail());
    return this;
  }

  /** Starts it again after it has ended. */
  public void restart() {
    process.close();
    process = launch();
    var unused = awaitListening();
  }

  /** Runs another command of vipgate's in the node, such as {@code status}, to its end. */
  public Command.Result attempt(String... arguments) {
    return attemptOn(node, arguments);
  }

  /** Runs a command that needs no service, such as {@code import}, in a node to its end. */
  public static Command.Result attemptOn(Node node, String... arguments) {
    return node.attempt(command(arguments).toArray(String[]::new));
  }

  /** What {@code curl} gets from its HTTP endpoint, such as {@code /metrics}. */
  public String get(String path) {
    return curl(path).orThrow().out();
  }

  private Command.Result curl(String path) {
    return node.attempt("curl", "-sS", "--max-time", "5", "http://127.0.0.1:8404" + path);
  }

  /** The node that it runs on. */
  public Node node() {
    return node;
  }

  /** The process, to freeze, thaw and kill, and its log. */
  public LabProcess process() {
    return process;
  }

  /**
   * Stops it in good order, as systemd does.
   *
   * @return its exit code
   */
  public int stop() {
    return process.terminate(STOP);
  }

  @Override
  public void close() {
    process.close();
  }

  private static List<String> command(String... arguments) {
    return LAUNCHER.command(List.of(arguments));
  }
}
