package io.vipgate.app.upgrade;

import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The process that takes this one's place: started by this one, with the same command line, of
 * whatever version is installed by now.
 */
public final class Successor implements AutoCloseable {
  /** A JVM on a busy host takes its time. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** What the service manager said to this process and to no other one. */
  private static final List<String> OURS =
      List.of("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", "WATCHDOG_PID");

  private static final int ADDRESS_BYTES = 128;

  private final Process process;
  private final HandOver handOver;

  private Successor(Process process, HandOver handOver) {
    this.process = process;
    this.handOver = handOver;
  }

  /**
   * Starts it, hands the sockets over, and waits until it has done all that may fail.
   *
   * @param socket a path for the time of the hand-over, where nobody else can write
   * @param listening descriptors, which stay this process's as well
   * @throws IOException if it does not come that far; it is ended then, and all is as it was
   */
  public static Successor start(Path socket, List<Integer> listening) throws IOException {
    Socket listener = Socket.newSocketDomain();
    Process process = null;
    try {
      Files.deleteIfExists(socket);
      listener.bind(new DomainSocketAddress(socket.toString()));
      listener.listen(1);
      process = launch(socket, listening.size());
      Process started = process;
      byte[] address = new byte[ADDRESS_BYTES];
      int accepted =
          HandOver.await("a connection", LIMIT, started::isAlive, () -> listener.accept(address));
      HandOver handOver = new HandOver(new Socket(accepted), started::isAlive);
      for (int descriptor : listening) {
        handOver.send(descriptor);
      }
      handOver.hear(HandOver.READY, LIMIT);
      return new Successor(process, handOver);
    } catch (IOException e) {
      if (process != null) {
        process.destroyForcibly();
      }
      throw e;
    } finally {
      listener.close();
      Files.deleteIfExists(socket);
    }
  }

  private static Process launch(Path socket, int sockets) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(commandLine()).inheritIO();
    Map<String, String> environment = builder.environment();
    OURS.forEach(environment::remove);
    environment.put(HandOver.PATH, socket.toString());
    environment.put(HandOver.SOCKETS, Integer.toString(sockets));
    return builder.start();
  }

  /** From proc(5): what the JDK tells of it is cut at a page. */
  private static List<String> commandLine() throws IOException {
    String text = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
    return List.of(text.split("\0", -1)).subList(0, (int) text.chars().filter(c -> c == 0).count());
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Everything is its from now on. */
  public void yours() throws IOException {
    handOver.say(HandOver.YOURS);
  }

  @Override
  public void close() {
    handOver.close();
  }
}
