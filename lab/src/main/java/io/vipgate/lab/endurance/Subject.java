package io.vipgate.lab.endurance;

import io.vipgate.lab.Await;
import io.vipgate.lab.LabException;
import io.vipgate.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** vipgate as a worker on loopback: a process of its own, from the classes under test. */
final class Subject implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Path ROOT = Path.of(System.getProperty("vipgate.root", ".."));
  private static final Pattern PID = Pattern.compile("\"pid\"\\s*:\\s*(\\d+)");
  private static final String APPLIED = "vipgate_config_reloads_total{result=\"applied\"} ";

  private final Path directory;
  private final Path config;
  private final int bind = FreePorts.next();
  private final int http = FreePorts.next();
  private final Process process;
  private boolean upgraded;

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

  /** The process that serves now. */
  long pid() {
    return get("/status")
        .lines()
        .map(PID::matcher)
        .filter(Matcher::find)
        .mapToLong(match -> Long.parseLong(match.group(1)))
        .findFirst()
        .orElse(0);
  }

  /** Has another process take this one's place; returns when it serves. */
  void upgrade() throws IOException {
    long before = pid();
    upgraded = true;
    String answer = post("/upgrade");
    if (!answer.startsWith("HTTP/1.1 200")) {
      throw new IOException("upgrade: value: " + answer + " (expected: 200)\n" + log());
    }
    Await.until(
        "another process answers",
        START,
        () -> {
          long now = pid();
          return now != 0 && now != before;
        },
        this::log);
  }

  private String post(String path) throws IOException {
    var socket = UnixDomainSocketAddress.of(directory.resolve("admin.sock"));
    try (SocketChannel channel = SocketChannel.open(socket)) {
      ByteBuffer request =
          StandardCharsets.US_ASCII.encode(
              "POST "
                  + path
                  + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n"
                  + "Connection: close\r\n\r\n");
      while (request.hasRemaining()) {
        channel.write(request);
      }
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
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

  /** Of whom nobody is the parent that started it, and whose end may go unnoticed as a process. */
  private void endSuccessor() {
    long pid = pid();
    if (upgraded && pid != 0) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
      Await.until("the successor has ended", START, () -> get("/readyz").isEmpty(), this::log);
    }
  }

  @Override
  public void close() {
    endSuccessor();
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
