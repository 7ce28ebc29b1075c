package io.vipgate.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The class-data archive: parsed and verified classes, mapped into the process instead of being
 * read from jars. It is made from a run of the very files that are packaged.
 *
 * <p>The JVM takes it only for the class path that it was made with, name by name, and only as long
 * as each jar has the size and time of change that it had. So the launcher's class path is relative
 * to its directory, and the packages keep times.
 */
final class ClassArchive {
  static final String NAME = "vipgate.jsa";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OPTIONS = "@launch.options";

  /** Which of these a run loads depends on which of two threads is first. */
  private static final List<String> RACED =
      List.of(
          "java/util/concurrent/CompletableFuture$BiApply",
          "java/util/concurrent/CompletableFuture$BiCompletion",
          "java/util/concurrent/CompletableFuture$BiRelay",
          "java/util/concurrent/CompletableFuture$CoCompletion",
          "java/util/concurrent/CompletableFuture$Signaller",
          "java/util/concurrent/ForkJoinWorkerThread");

  /**
   * The archive is sorted by addresses in places, which the kernel draws anew for each process.
   * Where that may not be turned off, as in some containers, two builds differ in it.
   */
  private static final List<String> FIXED_ADDRESSES =
      canRun("setarch", "--addr-no-randomize", "true")
          ? List.of("setarch", "--addr-no-randomize")
          : List.of();

  /** Address of the training run's sockets; nobody else's, as long as two runs' PIDs differ. */
  private final InetAddress loopback;

  private final Path home;

  /**
   * @param home the directory with the runtime, the jars and the launch options
   */
  ClassArchive(Path home) throws IOException {
    this.home = home;
    long pid = ProcessHandle.current().pid();
    this.loopback =
        InetAddress.getByAddress(
            new byte[] {127, (byte) (64 + (pid >> 16) % 64), (byte) (pid >> 8), (byte) pid});
  }

  /** Writes it into the home. */
  void create(Path scratch) throws IOException, InterruptedException {
    Path list = scratch.resolve("classes.lst");
    train(scratch, list);
    List<String> lines = new ArrayList<>(Files.readAllLines(list));
    lines.removeIf(line -> line.startsWith("#"));
    lines.addAll(ownClasses());
    lines.addAll(RACED);
    // In an order that does not depend on which thread was first.
    Files.write(list, lines.stream().sorted().distinct().toList());
    Process dump =
        java(
            scratch,
            // What is compiled meanwhile leaves its traces in the archive.
            "-Xint",
            "-Xshare:dump",
            "-XX:SharedClassListFile=" + list.toAbsolutePath(),
            "-XX:SharedArchiveFile=" + NAME);
    end(dump, scratch);
  }

  private void train(Path scratch, Path list) throws IOException, InterruptedException {
    try (ServerSocket upstream = new ServerSocket(0, 50, loopback)) {
      Thread echo = new Thread(() -> echo(upstream), "upstream");
      echo.setDaemon(true);
      echo.start();
      int port = freePort();
      Path config = scratch.resolve("training.conf");
      Files.createDirectories(scratch.resolve("state"));
      Files.writeString(config, config(port, upstream.getLocalPort(), scratch));
      Process run =
          java(
              scratch,
              "-Xshare:off",
              "-XX:DumpLoadedClassList=" + list.toAbsolutePath(),
              "-Dvipgate.directory=/",
              // Or chance decides whether a buffer is watched.
              "-Dio.netty.leakDetection.level=paranoid",
              "io.vipgate.app.Main",
              "run",
              "--config",
              config.toAbsolutePath().toString());
      try {
        exercise(run, port);
      } finally {
        run.destroy();
      }
      end(run, scratch);
    }
  }

  private String config(int port, int upstream, Path scratch) {
    String address = loopback.getHostAddress();
    return """
        proxy.training {
          bind = ["%1$s:%2$d"]
          check.interval = 60s
          servers { one.address = "%1$s:%3$d" }
        }
        http.listen = "%1$s:%4$d"
        admin.socket = "%5$s"
        state.directory = "%6$s"
        vrrp.training {
          interface = vipgate-none
          virtual-router-id = 1
          priority = 1
          addresses = ["192.0.2.1/32"]
        }
        """
        .formatted(
            address,
            port,
            upstream,
            port + 1,
            scratch.resolve("admin.sock").toAbsolutePath(),
            scratch.resolve("state").toAbsolutePath());
  }

  /** Two neighbours that nobody has bound at this moment. */
  private int freePort() throws IOException {
    for (int port = 20_000; port < 30_000; port += 2) {
      try (ServerSocket one = new ServerSocket(port, 1, loopback);
          ServerSocket two = new ServerSocket(port + 1, 1, loopback)) {
        return Math.min(one.getLocalPort(), two.getLocalPort());
      } catch (IOException e) {
        // Taken: the next.
      }
    }
    throw new IOException("training: value: no free port on " + loopback + " (expected: one)");
  }

  /**
   * What every service does soon: it checks, relays and is asked how it is. Not its metrics, whose
   * classes would take 1.5 MiB on the disk. Each step waits for what the one before has caused, so
   * that two runs load the same classes.
   */
  private void exercise(Process run, int port) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answer(port + 1, "/status").contains("\"DOWN\"")) {
      if (!run.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("training: value: no verdict (expected: within " + PATIENCE + ")");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    if (!relays(port)) {
      throw new IOException("training: value: not relayed (expected: to the only server)");
    }
    if (!answer(port + 1, "/healthz").startsWith("HTTP/1.1 200")) {
      throw new IOException("training: value: not healthy (expected: 200)");
    }
  }

  private boolean relays(int port) {
    try (Socket socket = connect(port)) {
      byte[] sent = "hello".getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(sent);
      return socket.getInputStream().readNBytes(sent.length).length == sent.length;
    } catch (IOException e) {
      return false;
    }
  }

  /** The answer with its head; empty if there is none yet. */
  private String answer(int port, String path) {
    try (Socket socket = connect(port)) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: training\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(5000);
    socket.connect(new InetSocketAddress(loopback, port), 1000);
    return socket;
  }

  private static void echo(ServerSocket upstream) {
    while (!upstream.isClosed()) {
      try (Socket client = upstream.accept();
          InputStream in = client.getInputStream();
          OutputStream out = client.getOutputStream()) {
        client.setSoTimeout(1000);
        byte[] bytes = new byte[5];
        out.write(bytes, 0, Math.max(0, in.read(bytes)));
      } catch (IOException e) {
        // A check that spoke TLS to it, or the end.
      }
    }
  }

  /** What runs on a master alone, which needs privileges to be trained. */
  private List<String> ownClasses() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
      for (Path jar : jars.filter(ClassArchive::isOwn).sorted().toList()) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
          names.addAll(
              zip.stream()
                  .map(entry -> entry.getName())
                  .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                  .map(name -> name.substring(0, name.length() - ".class".length()))
                  .filter(name -> !name.startsWith("io/vipgate/app/"))
                  .filter(name -> !name.startsWith("io/vipgate/health/"))
                  .toList());
        }
      }
    }
    return names;
  }

  private static boolean isOwn(Path jar) {
    return jar.getFileName().toString().matches("vipgate-(vrrp|linux)-.*");
  }

  private Process java(Path scratch, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(FIXED_ADDRESSES);
    command.add(home.resolve("runtime/bin/java").toAbsolutePath().toString());
    command.add(OPTIONS);
    // The options of this run after those of the launcher: the last one counts.
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    // Loads the library for native calls, which a worker without a service manager does not need.
    builder.environment().put("NOTIFY_SOCKET", "@vipgate-training");
    builder.redirectErrorStream(true).redirectOutput(log(scratch).toFile());
    return builder.start();
  }

  private static boolean canRun(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Path log(Path scratch) {
    return scratch.resolve("java.log");
  }

  private static void end(Process process, Path scratch) throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    if (process.waitFor() != 0) {
      try (Stream<String> lines = Files.lines(log(scratch))) {
        String said = lines.limit(50).collect(Collectors.joining("\n"));
        throw new IOException(
            "java: value: exit code " + process.exitValue() + " (expected: 0):\n" + said);
      }
    }
  }
}
