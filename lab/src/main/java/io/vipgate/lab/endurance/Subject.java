package io.vipgate.lab.endurance;

import io.vipgate.lab.Await;
import io.vipgate.lab.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** vipgate as a worker on loopback: a process of its own, from the classes under test. */
final class Subject implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Path ROOT = Path.of(System.getProperty("vipgate.root", ".."));
  private static final String APPLIED = "vipgate_config_reloads_total{result=\"applied\"} ";

  private final Path directory;
  private final Path config;
  private final int bind = freePort();
  private final int http = freePort();
  private final Process process;

  /** How the process is started: itself, or by something that stands in for systemd. */
  interface Launcher {
    Process launch(Path directory, List<String> command) throws IOException;
  }

  /**
   * Starts it.
   *
   * @param proxy what the configuration has inside of its proxy, besides {@code bind}
   */
  Subject(Path directory, String proxy, Launcher launcher) {
    this.directory = directory;
    this.config = directory.resolve("vipgate.conf");
    configure(proxy);
    try {
      process = launcher.launch(directory, command());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Await.until("vipgate answers", START, this::isUp, this::log);
  }

  /** By itself, with its output in a file. */
  static Process alone(Path directory, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("vipgate.log").toFile())
        .start();
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + ROOT.resolve("app/src/main/dist/jvm.options").toAbsolutePath().normalize());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of("io.vipgate.app.Main", "run", "--config", config.toString()));
    return command;
  }

  /** Writes another configuration, which a reload finds. */
  void configure(String proxy) {
    String text =
        """
        http.listen = "127.0.0.1:%d"
        admin.socket = "%s/admin.sock"
        proxy.endurance {
          bind = ["127.0.0.1:%d"]
          check { type = tcp, interval = 500ms, fall = 2, rise = 2 }
          %s
        }
        """
            .formatted(http, directory, bind, proxy);
    try {
      Path fresh = directory.resolve("vipgate.conf.new");
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      Files.move(fresh, config, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGHUP. */
  void reload() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
  }

  /** How many reloads were applied. */
  int reloads() {
    return get("/metrics")
        .lines()
        .filter(line -> line.startsWith(APPLIED))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(APPLIED.length())))
        .sum();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), bind);
  }

  Process process() {
    return process;
  }

  String log() {
    try {
      return Files.readString(directory.resolve("vipgate.log"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }

  boolean isUp() {
    return process.isAlive() && get("/readyz").startsWith("HTTP/1.1 200");
  }

  private String get(String path) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http)) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    // Through the handle: Process.destroy would close our end of its output, last words and all.
    process.toHandle().destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new LabException("vipgate: value: running 20 s after SIGTERM (expected: ended)");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
