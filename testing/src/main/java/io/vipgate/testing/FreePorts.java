package io.vipgate.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * TCP ports for tests that must name one before anything listens there.
 *
 * <p>Who binds port 0 and closes it again is told a port that the kernel may give away at once: to
 * the next who asks so, or to a connection that goes out. These are below what the kernel takes
 * from ({@code ip_local_port_range}, 32768 and up unless it was set), and no process is given one
 * twice until all have been.
 */
public final class FreePorts {
  static final int FIRST = 20_000;
  static final int COUNT = 10_000;

  // Two processes that test side by side seldom begin near each other.
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePorts() {}

  /**
   * A port on which nobody listens, at any address.
   *
   * @throws IllegalStateException if there is none
   */
  public static int next() {
    for (int i = 0; i < COUNT; i++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "free port: value: none (expected: one from %d to %d)".formatted(FIRST, FIRST + COUNT - 1));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1)) {
      return socket.isBound();
    } catch (BindException taken) {
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("port: value: %d: %s (expected: a bind)".formatted(port, e));
    }
  }
}
