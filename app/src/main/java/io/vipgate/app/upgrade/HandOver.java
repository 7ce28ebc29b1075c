package io.vipgate.app.upgrade;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What two processes say to each other over a Unix socket while one takes the other's place.
 *
 * <pre>
 *  old                                                     new
 *   |  one byte and a descriptor (SCM_RIGHTS), a socket     |
 *   |------------------------------------------------------>|  ... as many as SOCKETS says
 *   |                                            READY      |  configuration read, proxies made
 *   |<------------------------------------------------------|
 *   |  YOURS                                                |  HTTP and admin released, no VRRP,
 *   |------------------------------------------------------>|  nobody accepted any more
 * </pre>
 */
final class HandOver implements AutoCloseable {
  /** The path of the old process's socket, in the new one's environment. */
  static final String PATH = "VIPGATE_PREDECESSOR";

  /** How many listening sockets it hands over, in the new one's environment. */
  static final String SOCKETS = "VIPGATE_PREDECESSOR_SOCKETS";

  static final byte READY = 'R';
  static final byte YOURS = 'Y';

  private static final long POLL_NS = Duration.ofMillis(1).toNanos();

  private final Socket socket;
  private final BooleanSupplier isPeerAlive;
  private final ByteBuffer one = ByteBuffer.allocateDirect(1);

  HandOver(Socket socket, BooleanSupplier isPeerAlive) {
    this.socket = socket;
    this.isPeerAlive = isPeerAlive;
  }

  /** Asked again and again; 0 or below for not yet. */
  interface Attempt {
    int attempt() throws IOException;
  }

  /**
   * Waits until an attempt succeeds: Netty's sockets do not block.
   *
   * @throws IOException if it fails, takes too long, or the peer's process has ended
   */
  static int await(String what, Duration limit, BooleanSupplier isPeerAlive, Attempt attempt)
      throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      int result = attempt.attempt();
      if (result > 0) {
        return result;
      }
      if (!isPeerAlive.getAsBoolean()) {
        throw new IOException("upgrade: value: the other process ended (expected: " + what + ")");
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(
            "upgrade: value: nothing in " + limit.toSeconds() + " s (expected: " + what + ")");
      }
      LockSupport.parkNanos(POLL_NS);
    }
  }

  void say(byte word) throws IOException {
    one.clear().put(word);
    socket.write(one, 0, 1);
  }

  void hear(byte word, Duration limit) throws IOException {
    await("its next word", limit, isPeerAlive, () -> socket.read(one.clear(), 0, 1));
    if (one.get(0) != word) {
      throw new IOException(
          "upgrade: value: " + one.get(0) + " (expected: a process of the same program)");
    }
  }

  void send(int descriptor) throws IOException {
    socket.sendFd(descriptor);
  }

  int receive(Duration limit) throws IOException {
    return await("a listening socket", limit, isPeerAlive, socket::recvFd);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException reported) {
      // close(2) releases the descriptor whatever it reports.
    }
  }
}
