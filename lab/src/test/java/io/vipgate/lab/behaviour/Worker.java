package io.vipgate.lab.behaviour;

import io.vipgate.lab.Await;
import io.vipgate.lab.LabException;
import io.vipgate.testing.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** vipgate as a worker on loopback, a process of its own, with as many proxies as are asked for. */
final class Worker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path ROOT = Path.of(System.getProperty("vipgate.root", ".."));

  private final Path directory;
  private final Map<String, Integer> ports = new HashMap<>();
  private final Process process;

  /**
   * @param proxies by name, what each has inside besides {@code bind}
   */
  Worker(Path directory, Map<String, String> proxies) throws IOException {
    this(directory, proxies, List.of());
  }

  /**
   * @param launcher what starts it, with its command line as arguments
   */
  Worker(Path directory, Map<String, String> proxies, List<String> launcher) throws IOException {
    this.directory = directory;
    StringBuilder text = new StringBuilder();
    text.append("http.listen = \"127.0.0.1:%d\"\n".formatted(FreePorts.next()));
    text.append("admin.socket = \"%s\"\n".formatted(admin()));
    for (Map.Entry<String, String> proxy : proxies.entrySet()) {
      ports.put(proxy.getKey(), FreePorts.next());
      text.append("proxy.%s {\n".formatted(proxy.getKey()));
      text.append("  bind = [\"127.0.0.1:%d\"]\n".formatted(ports.get(proxy.getKey())));
      text.append(proxy.getValue()).append("}\n");
    }
    Path config = directory.resolve("vipgate.conf");
    Files.writeString(config, text, StandardCharsets.UTF_8);
    process =
        new ProcessBuilder(command(launcher, config))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("vipgate.log").toFile())
            .start();
    Await.until("vipgate is ready", PATIENCE, () -> isReady(), this::log);
  }

  private static List<String> command(List<String> launcher, Path config) {
    List<String> command = new ArrayList<>(launcher);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + ROOT.resolve("app/src/main/dist/jvm.options").toAbsolutePath().normalize());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.vipgate.app.Main", "run", "--config", config.toString()));
    return command;
  }

  private Path admin() {
    return directory.resolve("admin.sock");
  }

  private boolean isReady() {
    try {
      return process.isAlive() && ask("GET /readyz").startsWith("HTTP/1.1 200");
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A client's connection to a proxy. */
  Socket connect(String proxy) throws IOException {
    Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), Objects.requireNonNull(ports.get(proxy)));
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** An order by the admin socket, such as {@code servers/p/s1/drain}. */
  void order(String path) throws IOException {
    String answer = ask("POST /" + path);
    if (!answer.startsWith("HTTP/1.1 200")) {
      throw new LabException("order: value: " + answer + " (expected: 200)");
    }
  }

  /** A sample of {@code /metrics}, by its name with its labels; 0 if there is none. */
  double metric(String sample) throws IOException {
    return ask("GET /metrics")
        .lines()
        .filter(line -> line.startsWith(sample + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  /** Waits until a server is in that state, such as {@code down}. */
  void awaitState(String proxy, String server, String state) {
    String sample =
        "vipgate_server_state{proxy=\"%s\",server=\"%s\",state=\"%s\"}"
            .formatted(proxy, server, state);
    awaitMetric(sample, 1);
  }

  /** Waits until a sample has that value. */
  void awaitMetric(String sample, double value) {
    Await.until(
        sample + " is " + value,
        PATIENCE,
        () -> {
          try {
            return metric(sample) == value;
          } catch (IOException e) {
            throw new LabException("metrics: value: " + e + " (expected: an answer)", e);
          }
        },
        this::log);
  }

  private String ask(String request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(admin()))) {
      String head = " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      ByteBuffer out = StandardCharsets.US_ASCII.encode(request + head);
      while (out.hasRemaining()) {
        channel.write(out);
      }
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  String log() {
    try {
      return Files.readString(directory.resolve("vipgate.log"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    process.destroy();
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
