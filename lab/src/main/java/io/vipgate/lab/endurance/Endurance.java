package io.vipgate.lab.endurance;

import io.vipgate.lab.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The runs, each with its figures as a line, and an error if something was lost that should not be.
 *
 * <pre>
 * idle CONNECTIONS SECONDS     a pool change each second; now and then a server dies
 * reload SECONDS CLIENTS       a reload each second under short and lasting connections
 * upgrade TIMES CLIENTS        another process takes the place of the one that runs, under load
 * storm CONNECTIONS TIMES       so many connects at once
 * transfer MEBIBYTES TIMES      one connection with so much both ways, and its checksums
 * restart TIMES CLIENTS        restarts under load, the listening sockets kept by the manager
 * </pre>
 */
public final class Endurance {
  private static final int SERVERS = 3;
  private static final int LASTING = 200;
  private static final long STORM_LIMIT_MS = 60_000;
  private static final int PATIENCE_MS = 20_000;

  /** A server dies in the middle of each of these many seconds. */
  private static final int SECONDS_PER_DEATH = 60;

  private final Path directory;
  private final List<EchoServer> servers = new ArrayList<>();

  Endurance(Path directory) {
    this.directory = directory;
    for (int i = 0; i <= SERVERS; i++) {
      servers.add(new EchoServer(i, 0));
    }
  }

  /** Runs what the arguments say. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3) {
      System.err.println(
          "arguments: value: %s (expected: idle CONNECTIONS SECONDS, reload SECONDS CLIENTS,"
                  .formatted(List.of(arguments))
              + " storm CONNECTIONS TIMES, transfer MEBIBYTES TIMES, upgrade TIMES CLIENTS or restart TIMES CLIENTS)");
      System.exit(2);
    }
    Endurance endurance = new Endurance(Files.createTempDirectory("vipgate-endurance"));
    int first = Integer.parseInt(arguments[1]);
    int second = Integer.parseInt(arguments[2]);
    String figures =
        switch (arguments[0]) {
          case "idle" -> endurance.idle(first, second);
          case "reload" -> endurance.reload(first, second);
          case "storm" -> endurance.storm(first, second);
          case "transfer" -> endurance.transfer(first, second);
          case "upgrade" -> endurance.upgrade(first, second);
          case "restart" -> endurance.restart(first, second);
          default -> throw new IllegalArgumentException("run: value: " + arguments[0]);
        };
    System.out.println(figures);
    System.exit(0);
  }

  /** Holds idle connections while the pool changes each second. */
  String idle(int connections, int seconds) throws Exception {
    int period = Math.min(seconds, SECONDS_PER_DEATH);
    int deaths = 0;
    int victims = 0;
    try (Subject subject = new Subject(directory, pool(0), Subject::alone);
        Connections idle = new Connections(subject.address())) {
      idle.open(connections);
      long start = System.nanoTime();
      for (int second = 1; second <= seconds; second++) {
        subject.configure(pool(second));
        subject.reload();
        idle.watch(untilMs(start, second));
        if (second % period == period / 2) {
          deaths++;
          victims += idle.countOf(0);
          revive();
          watchUntilLost(idle, victims);
          idle.open(connections - idle.count());
        }
      }
      require("reloads that were applied", subject.reloads(), seconds);
      require("open connections that do not answer", idle.exchange(PATIENCE_MS), 0);
      Map<Integer, Integer> lost = idle.lostByServer();
      int ofTheDead = lost.getOrDefault(0, 0);
      int others = lost.values().stream().mapToInt(Integer::intValue).sum() - ofTheDead;
      require("connections lost, of servers that live: " + lost, others, 0);
      require("connections lost, of a server that died", ofTheDead, victims);
      return "idle: %d connections for %d s, %d pool changes, %d deaths of a server: lost %d with it, %d others"
          .formatted(idle.count(), seconds, seconds, deaths, ofTheDead, others);
    }
  }

  /** Whom the others' ends have not reached yet would count as open. */
  private static void watchUntilLost(Connections idle, int victims) throws IOException {
    long end = System.nanoTime() + PATIENCE_MS * 1_000_000L;
    do {
      idle.watch(500);
    } while (idle.lostByServer().getOrDefault(0, 0) < victims && System.nanoTime() < end);
  }

  /** How long it is until so many seconds after the start, at least 1 ms. */
  private static long untilMs(long startNs, int seconds) {
    long leftNs = startNs + seconds * 1_000_000_000L - System.nanoTime();
    return Math.max(1, leftNs / 1_000_000);
  }

  /** Server 0 dies with its connections, and is back at once. */
  private void revive() {
    int port = servers.get(0).port();
    servers.get(0).close();
    servers.set(0, new EchoServer(0, port));
  }

  /** Reloads each second under load. */
  String reload(int seconds, int clients) throws Exception {
    try (Subject subject = new Subject(directory, pool(0), Subject::alone);
        Connections lasting = new Connections(subject.address());
        Requests load = new Requests(subject.address(), clients)) {
      lasting.open(LASTING);
      long start = System.nanoTime();
      for (int second = 1; second <= seconds; second++) {
        subject.configure(pool(second));
        subject.reload();
        require("lasting connections that do not answer", lasting.exchange(PATIENCE_MS), 0);
        lasting.watch(untilMs(start, second));
      }
      Requests.Figures figures = load.finish();
      require("reloads that were applied", subject.reloads(), seconds);
      require("connects refused", figures.refused(), 0);
      require("connections cut", figures.cut(), 0);
      require("lasting connections", lasting.count(), LASTING);
      return "reload: %d in %d s: %d short connections, 0 refused, 0 cut, slowest %d ms; %d lasting ones, 0 lost"
          .formatted(seconds, seconds, figures.answered(), figures.slowestMs(), lasting.count());
    }
  }

  /** All connect at once, and are open together. */
  String storm(int connections, int times) throws Exception {
    long slowestMs = 0;
    try (Subject subject = new Subject(directory, pool(0), Subject::alone)) {
      for (int i = 0; i < times; i++) {
        long start = System.nanoTime();
        try (ConnectStorm storm = new ConnectStorm()) {
          int answered = storm.rage(subject.address(), connections, STORM_LIMIT_MS);
          slowestMs = Math.max(slowestMs, (System.nanoTime() - start) / 1_000_000);
          require("connects refused", storm.refused(), 0);
          require("connections cut", storm.cut(), 0);
          require("connections answered", answered, connections);
        }
      }
      require("whether it is up afterwards", subject.isUp() ? 1 : 0, 1);
      return "storm: %d times %d connects at once: all answered, 0 refused, 0 cut, the last one after %d ms"
          .formatted(times, connections, slowestMs);
    }
  }

  /** Much over one connection, both ways at once. */
  String transfer(int mebibytes, int times) throws Exception {
    long bytes = (long) mebibytes << 20;
    long start = System.nanoTime();
    try (BulkTransfer transfer = new BulkTransfer(bytes);
        Subject subject =
            new Subject(
                directory,
                "servers.s0.address = \"127.0.0.1:%d\"".formatted(transfer.port()),
                Subject::alone)) {
      start = System.nanoTime();
      for (int i = 0; i < times; i++) {
        require("checksums that agree", transfer.isWhole(subject.address()) ? 1 : 0, 1);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return "transfer: %d times %d MiB both ways, all checksums agree, %.0f MiB/s"
        .formatted(times, mebibytes, 2.0 * mebibytes * times / seconds);
  }

  /** Upgrades under short and lasting connections; the latter end where they began. */
  String upgrade(int times, int clients) throws Exception {
    try (Subject subject = new Subject(directory, pool(0), Subject::alone)) {
      Requests.Figures figures = upgradeUnderLoad(subject, times, clients);
      Await.until(
          "the first process, with no connection left, has ended",
          Duration.ofSeconds(30),
          () -> !subject.process().isAlive(),
          subject::log);
      require("exit code of the first process", subject.process().exitValue(), 0);
      return "upgrade: %d times: %d short connections, 0 refused, 0 cut, slowest %d ms; %d lasting ones, 0 lost"
          .formatted(times, figures.answered(), figures.slowestMs(), LASTING);
    }
  }

  private static Requests.Figures upgradeUnderLoad(Subject subject, int times, int clients)
      throws Exception {
    try (Connections lasting = new Connections(subject.address());
        Requests load = new Requests(subject.address(), clients)) {
      lasting.open(LASTING);
      for (int i = 0; i < times; i++) {
        subject.upgrade();
        long before = load.figures().answered();
        Await.until(
            "requests are answered by the other process",
            Duration.ofSeconds(30),
            () -> load.figures().answered() > before + clients);
        require("lasting connections that do not answer", lasting.exchange(PATIENCE_MS), 0);
      }
      Requests.Figures figures = load.finish();
      require("connects refused", figures.refused(), 0);
      require("connections cut", figures.cut(), 0);
      require("lasting connections", lasting.count(), LASTING);
      return figures;
    }
  }

  /** Restarts under load. */
  String restart(int times, int clients) throws Exception {
    List<SystemdStandIn> managers = new ArrayList<>();
    Subject.Launcher launcher =
        (home, command) -> {
          managers.add(SystemdStandIn.start(home, command));
          return managers.get(0).process();
        };
    try (Subject subject = new Subject(directory, pool(0), launcher);
        Requests load = new Requests(subject.address(), clients)) {
      SystemdStandIn manager = managers.get(0);
      require("descriptors stored", manager.stored(), 1);
      for (int i = 0; i < times; i++) {
        long before = load.figures().answered();
        manager.restart();
        Await.until(
            "requests are answered again",
            Duration.ofSeconds(30),
            () -> load.figures().answered() > before + clients);
      }
      Requests.Figures figures = load.finish();
      require("connects refused", figures.refused(), 0);
      require("ends other than 0: " + manager.endedBadly(), manager.endedBadly().size(), 0);
      return "restart: %d times: %d short connections, 0 refused, %d cut in the middle, slowest %d ms"
          .formatted(times, figures.answered(), figures.cut(), figures.slowestMs());
    }
  }

  /** Another pool each second: weights, a check, an algorithm, and a server that comes and goes. */
  private String pool(int second) {
    StringBuilder text = new StringBuilder();
    text.append(second % 4 < 2 ? "balance = roundrobin\n" : "balance = leastconn\n");
    text.append("  connect-timeout = %ds\n".formatted(2 + second % 3));
    for (int i = 0; i < SERVERS + second % 2; i++) {
      text.append(
          "  servers.s%d { address = \"127.0.0.1:%d\", weight = %d }\n"
              .formatted(i, servers.get(i).port(), 1 + (second + i) % 3));
    }
    return text.toString();
  }

  private static void require(String what, long value, long expected) throws IOException {
    if (value != expected) {
      throw new IOException("%s: value: %d (expected: %d)".formatted(what, value, expected));
    }
  }
}
