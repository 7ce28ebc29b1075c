package io.vipgate.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * One network segment in this machine: a bridge in a namespace of its own, and nodes on it.
 *
 * <pre>
 *   namespace NODE          namespace "bridge"
 *   +-----------------+     +--------------------+
 *   | processes       |     | br0                |
 *   | bond0 ==========|=====|== NODE (port)      |
 *   +-----------------+     +--------------------+
 * </pre>
 *
 * <p>Needs root and Debian's iproute2. Nothing is set on the host outside the lab's namespaces.
 * Closing it, the JVM's end by SIGTERM or SIGINT, and the next {@link #create} after a JVM that was
 * killed take away all of it.
 */
public final class Lab implements AutoCloseable {
  static final String BRIDGE = "br0";

  private static final String BRIDGE_NODE = "bridge";
  private static final Set<Lab> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Lab::closeAll, "lab-shutdown"));
  }

  private final LabId id;
  private final Path directory;
  private final String bridgeNamespace;
  private final List<Node> nodes = new CopyOnWriteArrayList<>();
  private final List<LabProcess> processes = new CopyOnWriteArrayList<>();

  private Lab(LabId id) {
    this.id = id;
    this.directory = Remains.DIRECTORIES.resolve(id.toString());
    this.bridgeNamespace = id.namespace(BRIDGE_NODE);
  }

  /**
   * Sweeps what killed runs left, then makes an empty lab.
   *
   * @param name lower-case letters and digits, at most 20; unique among the open labs of this JVM
   * @throws LabException if a tool fails; then nothing is left behind
   */
  public static Lab create(String name) {
    Remains.sweepOrphans().forEach(e -> System.err.println("lab: sweeping: " + e.getMessage()));
    Lab lab = new Lab(new LabId(ProcessIdentity.current(), name));
    if (OPEN.stream().anyMatch(open -> open.id.equals(lab.id))) {
      throw new IllegalArgumentException(
          "lab name: value: %s (expected: one that is not open)".formatted(name));
    }
    OPEN.add(lab);
    try {
      lab.makeBridge();
      return lab;
    } catch (RuntimeException e) {
      lab.closeAfter(e);
      throw e;
    }
  }

  private void makeBridge() {
    makeDirectory(directory);
    Command.run("ip", "netns", "add", bridgeNamespace);
    ip("link", "set", "lo", "up");
    ip(
        "link",
        "add",
        BRIDGE,
        "type",
        "bridge",
        "stp_state",
        "0",
        "forward_delay",
        "0",
        "mcast_snooping",
        "0");
    ip("link", "set", BRIDGE, "up");
  }

  /** Adds a node and connects it. */
  public synchronized Node addNode(String name, String interfaceName, String address) {
    return addNode(new Node.Spec(name, interfaceName, address));
  }

  /** Adds a node and connects it. */
  public synchronized Node addNode(Node.Spec spec) {
    if (spec.name().equals(BRIDGE_NODE)
        || nodes.stream().anyMatch(n -> n.name().equals(spec.name()))) {
      throw new IllegalArgumentException(
          "node name: value: %s (expected: one that is not taken)".formatted(spec.name()));
    }
    int number = nodes.size() + 1;
    String mac = "02:76:67:00:%02x:%02x".formatted(number >> 8, number & 0xff);
    String namespace = id.namespace(spec.name());
    Path home = directory.resolve(spec.name());
    makeDirectory(home.resolve("run"));
    Command.run("ip", "netns", "add", namespace);
    // The bridge's namespace knows the node by this number: VipWatch reads it in its events.
    ip("netns", "set", namespace, Integer.toString(number));
    connect(spec, namespace, mac);
    Link link = new Link(bridgeNamespace, spec.name(), mac);
    Node node = new Node(this, spec, namespace, mac, link, home);
    nodes.add(node);
    return node;
  }

  private void connect(Node.Spec spec, String namespace, String mac) {
    String inside = spec.interfaceName();
    Command.run(
        "ip",
        "link",
        "add",
        "name",
        spec.name(),
        "netns",
        bridgeNamespace,
        "type",
        "veth",
        "peer",
        "name",
        inside,
        "address",
        mac,
        "netns",
        namespace);
    ip("link", "set", "dev", spec.name(), "master", BRIDGE, "up");
    Command.run("ip", "-n", namespace, "link", "set", "lo", "up");
    Command.run("ip", "-n", namespace, "link", "set", "dev", inside, "up");
    Command.run("ip", "-n", namespace, "address", "add", spec.address(), "brd", "+", "dev", inside);
  }

  /** The nodes, in the order in which they were added. */
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** The node of this name. */
  public Node node(String name) {
    return nodes.stream()
        .filter(n -> n.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "node: value: %s (expected: one of %s)".formatted(name, nodes)));
  }

  /**
   * Parts these nodes from each other while each of them still reaches all others: the split in
   * which two masters of a virtual router do not hear each other, and the clients hear both.
   */
  public void part(Node... apart) {
    for (Node node : apart) {
      node.link().isolated(true);
    }
  }

  /** Ends {@link #part} for all nodes. */
  public void unite() {
    nodes.forEach(node -> node.link().isolated(false));
  }

  /** The namespace of the bridge. */
  public String bridgeNamespace() {
    return bridgeNamespace;
  }

  /** A directory on the host, gone when the lab is closed. */
  public Path directory() {
    return directory;
  }

  /**
   * Starts a process in the bridge's namespace, as an observer that is no node. It runs ahead of
   * all that it observes: what it writes down late would be held against them.
   */
  public LabProcess startObserver(String label, List<String> command, Consumer<String> listener) {
    List<String> whole =
        new ArrayList<>(List.of("nice", "-n", "-20", "ip", "netns", "exec", bridgeNamespace));
    whole.addAll(command);
    return started(LabProcess.start(label, whole, listener));
  }

  LabProcess started(LabProcess process) {
    processes.add(process);
    return process;
  }

  private void ip(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip", "-n", bridgeNamespace));
    Collections.addAll(command, arguments);
    Command.attempt(command).orThrow();
  }

  private static void makeDirectory(Path path) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends all processes of the lab and takes the lab away. Goes on over errors, and also when the
   * thread is interrupted.
   *
   * @throws LabException at the end, with each error suppressed in it
   */
  @Override
  public void close() {
    if (!OPEN.remove(this)) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      List<Exception> errors = takeAway();
      if (!errors.isEmpty()) {
        LabException failure = new LabException("lab " + id + ": could not take away all of it");
        errors.forEach(failure::addSuppressed);
        throw failure;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<Exception> takeAway() {
    List<Exception> errors = new ArrayList<>();
    for (int i = processes.size() - 1; i >= 0; i--) {
      Remains.collect(errors, processes.get(i)::kill);
    }
    errors.addAll(Remains.remove(id));
    return errors;
  }

  private void closeAfter(RuntimeException cause) {
    try {
      close();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private static void closeAll() {
    for (Lab lab : OPEN) {
      try {
        lab.close();
      } catch (RuntimeException e) {
        System.err.println("lab: at shutdown: " + e.getMessage());
        for (Throwable error : e.getSuppressed()) {
          System.err.println("lab: at shutdown:   " + error.getMessage());
        }
      }
    }
  }
}
