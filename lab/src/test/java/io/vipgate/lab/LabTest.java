package io.vipgate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@RequiresRoot
final class LabTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void aNodeHasItsAddressInterfaceAndHardwareAddress() {
    try (Lab lab = Lab.create("nodes")) {
      Node node = lab.addNode("m1", "bond0", "10.32.137.20/16");

      String shown = node.run("ip", "-o", "address", "show", "dev", "bond0").out();

      assertThat(shown).contains("inet 10.32.137.20/16 brd 10.32.255.255");
      assertThat(node.run("cat", "/sys/class/net/bond0/address").out().strip())
          .isEqualTo(node.mac());
      assertThat(node.holds("10.32.137.20")).isTrue();
      assertThat(node.holds("10.32.137.21")).isFalse();
    }
  }

  @Test
  void processesOfANodeShareARunDirectoryThatTheHostDoesNotSee() throws IOException {
    List<String> before = mountsAtRun();
    try (Lab lab = Lab.create("run")) {
      Node node = lab.addNode("m1", "bond0", "10.32.0.1/16");
      Node other = lab.addNode("m2", "bond0", "10.32.0.2/16");

      node.run("touch", "/run/of-lab-node");

      assertThat(node.attempt("test", "-e", "/run/of-lab-node").succeeded()).isTrue();
      assertThat(other.attempt("test", "-e", "/run/of-lab-node").succeeded()).isFalse();
      assertThat(Path.of("/run/of-lab-node")).doesNotExist();
      assertThat(mountsAtRun()).isEqualTo(before);
    }
  }

  @Test
  void aSysctlIsSetInTheNodeOnly() throws IOException {
    Path onHost = Path.of("/proc/sys/net/ipv4/ip_nonlocal_bind");
    String before = Files.readString(onHost);
    try (Lab lab = Lab.create("sysctl")) {
      Node node = lab.addNode("m1", "bond0", "10.32.0.1/16");

      node.sysctl("net.ipv4.ip_nonlocal_bind", "1");

      assertThat(node.run("cat", onHost.toString()).out().strip()).isEqualTo("1");
      assertThat(Files.readString(onHost)).isEqualTo(before);
      assertThatThrownBy(() -> node.sysctl("kernel.panic", "1"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("sysctl: value: kernel.panic");
    }
  }

  @Test
  void closingLeavesNoNamespaceProcessOrDirectory() {
    LabProcess process;
    Path directory;
    ProcessHandle orphan;
    try (Lab lab = Lab.create("gone")) {
      Node node = lab.addNode("m1", "bond0", "10.32.0.1/16");
      process = node.start("sleep", List.of("sleep", "600"));
      process.freeze();
      // Its parent ends at once: the lab no longer knows it by descent, but by its namespace.
      LabProcess daemon = node.start("daemon", List.of("sh", "-c", "setsid sleep 600 & echo $!"));
      String pid = daemon.log().await(Pattern.compile("^\\d+$"), SOON).text();
      daemon.awaitExit(SOON);
      orphan = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
      directory = lab.directory();
      assertThat(directory).isDirectory();
      assertThat(traces("gone")).hasSize(3); // bridge, m1, directory
    }
    assertThat(process.isAlive()).isFalse();
    Await.until("the orphan ends", SOON, () -> !orphan.isAlive());
    assertThat(directory).doesNotExist();
    assertThat(traces("gone")).isEmpty();
  }

  @Test
  void twoLabsWithTheSameNodesRunAtOnce() {
    try (Lab one = Lab.create("one");
        Lab two = Lab.create("two")) {
      one.addNode("m1", "bond0", "10.32.0.1/16");
      Node client = one.addNode("c1", "bond0", "10.32.0.9/16");
      two.addNode("m1", "bond0", "10.32.0.2/16");

      assertThat(Frames.answers(client, "10.32.0.1")).isTrue();
      assertThat(Frames.answers(client, "10.32.0.2")).isFalse();
      assertThatThrownBy(() -> Lab.create("one")).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void closesWhenInterruptedAndAfterANamespaceWasTakenAwayByOthers() {
    Lab lab = Lab.create("rough");
    Node node = lab.addNode("m1", "bond0", "10.32.0.1/16");
    node.start("sleep", List.of("sleep", "600"));
    Command.run("ip", "netns", "del", node.namespace());
    Thread.currentThread().interrupt();

    lab.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(traces("rough")).isEmpty();
  }

  @Test
  void sweepsWhatAKilledRunLeft() {
    Process child = LabHolder.start("orphan", "hold");
    List<String> held = traces("orphan");
    assertThat(held).hasSize(3);
    // A command that the holder ran while it built the lab may be ending just now.
    List<ProcessHandle> tenants = child.descendants().filter(ProcessHandle::isAlive).toList();
    assertThat(tenants).isNotEmpty();
    child.destroyForcibly().onExit().join();
    assertThat(traces("orphan")).isEqualTo(held);

    Lab.create("sweeper").close();

    assertThat(traces("orphan")).isEmpty();
    Await.until("tenants end", SOON, () -> tenants.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void leavesTheLabOfALiveRunAlone() {
    Process child = LabHolder.start("neighbour", "hold");
    try {
      List<String> held = traces("neighbour");
      assertThat(held).hasSize(3);

      Lab.create("sweeper").close();

      assertThat(traces("neighbour")).isEqualTo(held);
    } finally {
      child.destroy();
      child.onExit().join();
    }
    assertThat(traces("neighbour")).as("cleaned up by SIGTERM").isEmpty();
  }

  private static List<String> mountsAtRun() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
        .filter(line -> line.contains(" /run "))
        .toList();
  }

  private static List<String> traces(String lab) {
    return Stream.of(Path.of("/run/netns"), Remains.DIRECTORIES)
        .flatMap(LabTest::names)
        .filter(name -> LabId.parse(name).filter(id -> id.lab().equals(lab)).isPresent())
        .sorted()
        .toList();
  }

  private static Stream<String> names(Path directory) {
    String[] names = directory.toFile().list();
    return names == null ? Stream.empty() : Stream.of(names);
  }
}
