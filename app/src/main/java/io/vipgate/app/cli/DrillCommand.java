package io.vipgate.app.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.vipgate.app.config.HostAndPort;
import io.vipgate.app.drill.Drill;
import io.vipgate.app.drill.DrillReport;
import io.vipgate.app.drill.EndpointProbe;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vipgate drill}: the endpoint's real outage, from a client's side. */
@Command(
    name = "drill",
    description = {
      "Measures the endpoint from a client's side: a new TLS connection and request each few"
          + " milliseconds.",
      "With --yes the address moves meanwhile: this node hands it over if it holds it, and takes"
          + " it if not."
    },
    mixinStandardHelpOptions = true)
final class DrillCommand implements Callable<Integer> {
  private static final int TIMEOUT_MS = 2_000;

  @Option(
      names = "--endpoint",
      paramLabel = "ADDRESS:PORT",
      description = "What clients connect to (default: where this node's first proxy listens).")
  private @Nullable String endpoint;

  @Option(
      names = "--instance",
      paramLabel = "NAME",
      description = "The virtual router that moves (default: the first).")
  private @Nullable String instance;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How long to ask before the move, and after it (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--interval",
      paramLabel = "MS",
      defaultValue = "20",
      description = "Milliseconds between two attempts (default: ${DEFAULT-VALUE}).")
  private int intervalMs;

  @Option(names = "--yes", description = "Moves the address. Clients will notice.")
  private boolean yes;

  @Option(
      names = "--kill",
      description =
          "With --yes: instead of handing the address over, kills this node's vipgate (SIGKILL), as"
              + " a crash would. It is for systemd to start it again.")
  private boolean kill;

  @Mixin private SocketOption socket;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Config status = ConfigFactory.parseString(socket.client().get("/status"));
      Drill drill =
          new Drill(
              new EndpointProbe(target(status), TIMEOUT_MS, System::nanoTime),
              TimeUnit.MILLISECONDS.toNanos(intervalMs));
      long phaseNs = TimeUnit.SECONDS.toNanos(seconds);
      DrillReport report = drill.run(phaseNs, step(status, out), phaseNs);
      report.lines().forEach(out::println);
      return ExitCode.OK;
    } catch (IOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.FAILED;
    } finally {
      out.flush();
    }
  }

  private InetSocketAddress target(Config status) {
    String text =
        Optional.ofNullable(endpoint)
            .or(
                () ->
                    status.getConfigList("proxies").stream()
                        .flatMap(proxy -> proxy.getStringList("listening").stream())
                        .findFirst())
            .orElseThrow(() -> wrong("--endpoint: value: none (expected: ADDRESS:PORT)"));
    // A name as well: it is asked once, by the one who runs this.
    return HostAndPort.parse(text)
        .filter(parts -> !parts.host().isEmpty() && parts.isPort())
        .map(parts -> new InetSocketAddress(parts.host(), parts.port()))
        .orElseThrow(() -> wrong("--endpoint: value: " + text + " (expected: ADDRESS:PORT)"));
  }

  private Drill.Step<IOException> step(Config status, PrintWriter out) {
    if (!yes) {
      out.println("nothing is moved without --yes; asking only");
      return () -> {};
    }
    Config router = router(status);
    String name = router.getString("name");
    boolean holder = router.getString("state").equals("MASTER");
    if (kill) {
      if (!holder) {
        throw wrong("--kill: value: vrrp/" + name + " is not MASTER here (expected: the holder)");
      }
      return () -> kill(status.getLong("pid"), out);
    }
    String order = holder ? "demote" : "promote";
    return () -> out.print(socket.client().post("/vrrp/" + name + "/" + order));
  }

  private Config router(Config status) {
    List<? extends Config> routers = status.getConfigList("vrrp");
    return routers.stream()
        .filter(router -> instance == null || router.getString("name").equals(instance))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    "--instance: value: %s (expected: one of %s)"
                        .formatted(
                            instance,
                            routers.stream().map(router -> router.getString("name")).toList())));
  }

  private static void kill(long pid, PrintWriter out) throws IOException {
    boolean sent = ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
    if (!sent) {
      throw new IOException(
          "pid: value: " + pid + " (expected: a process that this user may kill)");
    }
    out.println("killed vipgate, process " + pid);
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
