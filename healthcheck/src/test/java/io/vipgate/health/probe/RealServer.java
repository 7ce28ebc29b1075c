package io.vipgate.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A server from Debian as a child process, and what it writes to its logs. */
final class RealServer implements AutoCloseable {
  private final Process process;
  private final InetSocketAddress address;

  private RealServer(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /** Ends the test as skipped, and says so, unless the program is installed. */
  static void require(String program) {
    boolean there =
        Stream.of("/usr/bin/", "/usr/sbin/", "/usr/local/bin/")
            .anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
    if (!there) {
      System.err.println(
          "SKIPPED: "
              + program
              + " is not installed: the politeness of probes was not tested against it");
    }
    Assumptions.assumeTrue(there, program + " is not installed");
  }

  /** Starts it, and waits until it accepts. Its output goes to {@code log}. */
  static RealServer start(List<String> command, Path log, int port) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    RealServer server =
        new RealServer(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    boolean up = Eventually.await(() -> !process.isAlive() || server.accepts());
    assertThat(up && process.isAlive())
        .as("%s is up; it says: %s", command, Files.readString(log))
        .isTrue();
    return server;
  }

  private boolean accepts() {
    try {
      connectAndHangUp();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What an impolite check does. */
  void connectAndHangUp() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address, 1000);
    }
  }

  /** Ends it with SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    if (!Eventually.await(() -> !process.isAlive())) {
      process.destroyForcibly();
    }
  }
}
