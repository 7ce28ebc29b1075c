package io.vipgate.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A machine of the cluster: a network namespace with one interface on the lab's bridge. Its
 * processes see a {@code /run} that is the node's own.
 */
public final class Node {
  /**
   * How a node is to be made.
   *
   * @param name lower-case letters and digits, at most 12, unique in the lab
   * @param interfaceName the name of its interface, such as {@code bond0}
   * @param address its IPv4 address with the prefix's length, such as {@code 10.32.137.20/16}
   */
  public record Spec(String name, String interfaceName, String address) {
    public Spec {
      if (!name.matches("[a-z0-9]{1,12}")) {
        throw new IllegalArgumentException(
            "node name: value: %s (expected: 1 to 12 of a-z, 0-9)".formatted(name));
      }
      if (!address.contains("/")) {
        throw new IllegalArgumentException(
            "node address: value: %s (expected: ADDRESS/LENGTH)".formatted(address));
      }
    }
  }

  private final Lab lab;
  private final Spec spec;
  private final String namespace;
  private final String mac;
  private final Link link;
  private final Path directory;

  Node(Lab lab, Spec spec, String namespace, String mac, Link link, Path directory) {
    this.lab = lab;
    this.spec = spec;
    this.namespace = namespace;
    this.mac = mac;
    this.link = link;
    this.directory = directory;
  }

  /** The node's name in the lab. */
  public String name() {
    return spec.name();
  }

  /** The name of its network namespace on the host. */
  public String namespace() {
    return namespace;
  }

  /** The name of its interface on the lab's bridge. */
  public String interfaceName() {
    return spec.interfaceName();
  }

  /** Its own address, without the prefix's length. */
  public String address() {
    return spec.address().substring(0, spec.address().indexOf('/'));
  }

  /** The hardware address of its interface. */
  public String mac() {
    return mac;
  }

  /** Its cable to the bridge. */
  public Link link() {
    return link;
  }

  /** A directory of its own on the host, gone when the lab is closed; {@code run} is its /run. */
  public Path directory() {
    return directory;
  }

  /** Writes a file into the node's directory and returns its path. */
  public Path write(String fileName, String content) {
    try {
      return Files.writeString(directory.resolve(fileName), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command in the node to its end; throws unless it exits with 0. */
  public Command.Result run(String... command) {
    return attempt(command).orThrow();
  }

  /** Runs a command in the node to its end. */
  public Command.Result attempt(String... command) {
    return Command.attempt(inside(List.of(command)));
  }

  /** Starts a process in the node; it ends with the lab at the latest. */
  public LabProcess start(String label, List<String> command) {
    return start(label, command, line -> {});
  }

  /** As {@link #start(String, List)}; the listener gets each line of output on its own thread. */
  public LabProcess start(String label, List<String> command, Consumer<String> listener) {
    return lab.started(LabProcess.start(name() + "." + label, inside(command), listener));
  }

  /** Sets a sysctl of the node's network namespace, such as {@code net.ipv4.ip_nonlocal_bind}. */
  public void sysctl(String key, String value) {
    if (!key.startsWith("net.")) {
      throw new IllegalArgumentException(
          "sysctl: value: %s (expected: net.*, for all others are the host's)".formatted(key));
    }
    run("sh", "-c", "echo \"$1\" > \"$2\"", "sysctl", value, "/proc/sys/" + key.replace('.', '/'));
  }

  /** Whether its interface has the address now. */
  public boolean holds(String address) {
    return !Command.run(
            "ip", "-n", namespace, "-o", "address", "show", "dev", interfaceName(), "to", address)
        .out()
        .isBlank();
  }

  // `ip netns exec` gives the process a mount namespace of its own with the node's /sys, from which
  // nothing comes back to the host: the place to put the node's /run. Each step execs the next, so
  // that the process that Java knows is in the end the command itself.
  private List<String> inside(List<String> command) {
    List<String> whole =
        new ArrayList<>(
            List.of(
                "ip",
                "netns",
                "exec",
                namespace,
                "sh",
                "-c",
                "mount --bind \"$0\" /run && exec \"$@\"",
                directory.resolve("run").toString()));
    whole.addAll(command);
    return whole;
  }

  @Override
  public String toString() {
    return name();
  }
}
