package io.vipgate.bench.load;

import io.vipgate.bench.contender.Contender.Endpoint;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Starts a command, and takes the time until it accepts its first connection. */
public final class StartTimer {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long PAUSE_NS = 200_000;
  private static final double MS_PER_US = 1e-3;

  private StartTimer() {}

  /** In a node; in milliseconds. The command ends with the timer. */
  public static double measureMs(Node node, Endpoint endpoint, List<String> command) {
    List<String> arguments =
        new ArrayList<>(List.of(endpoint.host(), Integer.toString(endpoint.port())));
    arguments.addAll(command);
    try (LabProcess timer = JavaProgram.start(node, StartTimer.class, arguments)) {
      return Report.in(timer.log().await(Report.LINE, LIMIT).text()).get("us") * MS_PER_US;
    }
  }

  /** Takes the host, the port, and the command. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    InetSocketAddress address = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
    // The first attempt loads what it needs, and is refused.
    accepts(address);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(Arrays.asList(arguments).subList(2, arguments.length))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (!accepts(address)) {
      LockSupport.parkNanos(PAUSE_NS);
    }
    System.out.printf("REPORT us=%d%n", TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
    process.destroy();
    process.waitFor();
  }

  private static boolean accepts(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) LIMIT.toMillis());
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
