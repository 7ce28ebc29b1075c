package io.vipgate.packaging;

import io.vipgate.lab.Await;
import io.vipgate.lab.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A root directory that has booted: systemd in namespaces of its own, without a network. */
final class Machine implements AutoCloseable {
  private static final Duration BOOT = Duration.ofSeconds(60);
  private static final long SHUTDOWN_SECONDS = 20;

  private final Process nspawn;

  private Machine(Process nspawn) {
    this.nspawn = nspawn;
  }

  /** Boots it; returns when systemd answers. */
  static Machine boot(Path root) throws IOException {
    Process nspawn =
        new ProcessBuilder(
                "systemd-nspawn",
                "--register=no",
                "--keep-unit",
                "--quiet",
                "--private-network",
                "--directory=" + root,
                "--boot")
            .redirectErrorStream(true)
            .redirectOutput(Artefacts.TARGET.resolve("boot.log").toFile())
            .start();
    Machine machine = new Machine(nspawn);
    Await.until(
        "systemd answers",
        BOOT,
        () -> machine.attempt("systemctl", "list-jobs").succeeded(),
        () -> log());
    return machine;
  }

  private static String log() {
    try {
      return Files.readString(Artefacts.TARGET.resolve("boot.log"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Runs a command in it to its end, whatever that is. */
  Command.Result attempt(String... command) {
    return Command.attempt(inside(command));
  }

  Command.Result run(String... command) {
    return attempt(command).orThrow();
  }

  private List<String> inside(String... command) {
    String first =
        nspawn.children().findFirst().map(child -> Long.toString(child.pid())).orElse("none");
    List<String> whole =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--target=" + first,
                "--mount",
                "--uts",
                "--ipc",
                "--net",
                "--pid",
                "--cgroup",
                "--root",
                "--wd"));
    whole.addAll(List.of(command));
    return whole;
  }

  /** Installs a package over the one that runs. */
  void install(Path deb, DebianRoot root) throws IOException {
    String inside = "/var/tmp/" + deb.getFileName();
    Files.copy(deb, root.resolve(inside), StandardCopyOption.REPLACE_EXISTING);
    run("dpkg", "--force-unsafe-io", "-i", inside);
  }

  /** Connects again and again, until it is closed. */
  Caller call(String address, int port) throws IOException {
    String once = "(exec 3<>/dev/tcp/%s/%d) 2>/dev/null && echo served || echo failed";
    return caller("while %s; do sleep 0.01; done".formatted(once.formatted(address, port)));
  }

  /** Connects once, to whoever echoes lines, and says one after the other. */
  Caller hold(String address, int port) throws IOException {
    String line = "echo line >&3 && read -r -t 10 said <&3 && echo served";
    return caller(
        "exec 3<>/dev/tcp/%s/%d; while %s; do sleep 0.02; done; echo failed"
            .formatted(address, port, line));
  }

  private Caller caller(String script) throws IOException {
    Path log = Files.createTempFile(Artefacts.TARGET, "calls", ".log");
    return new Caller(
        new ProcessBuilder(inside("bash", "-c", script)).redirectOutput(log.toFile()).start(), log);
  }

  /** Writes down what became of its connections. */
  record Caller(Process process, Path log) implements AutoCloseable {
    long served() {
      return count("served");
    }

    long failed() {
      return count("failed");
    }

    private long count(String word) {
      try (var lines = Files.lines(log)) {
        return lines.filter(word::equals).count();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      Files.deleteIfExists(log);
    }
  }

  Monitor monitorAddresses() throws IOException {
    Path log = Files.createTempFile(Artefacts.TARGET, "addresses", ".log");
    Process process =
        new ProcessBuilder(inside("ip", "-o", "monitor", "address"))
            .redirectOutput(log.toFile())
            .start();
    return new Monitor(process, log);
  }

  /** Writes down what happens to addresses. */
  record Monitor(Process process, Path log) implements AutoCloseable {
    long removals(String address) throws IOException {
      try (var lines = Files.lines(log)) {
        return lines
            .filter(line -> line.startsWith("Deleted") && line.contains(address + "/"))
            .count();
      }
    }

    @Override
    public void close() throws IOException {
      process.destroy();
      Files.deleteIfExists(log);
    }
  }

  @Override
  public void close() {
    attempt("systemctl", "halt", "--force", "--force");
    try {
      if (!nspawn.waitFor(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
        nspawn.descendants().forEach(ProcessHandle::destroyForcibly);
        nspawn.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      nspawn.destroyForcibly();
    }
  }
}
