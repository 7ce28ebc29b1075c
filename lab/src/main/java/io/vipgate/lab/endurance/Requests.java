package io.vipgate.lab.endurance;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** A load of short connections: connect, one byte there and back, close; again and again. */
final class Requests implements AutoCloseable {
  private static final long PAUSE_NS = 1_000_000;
  private static final int PATIENCE_MS = 30_000;

  private final InetSocketAddress target;
  private final List<Thread> threads = new ArrayList<>();
  private final LongAdder answered = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder cut = new LongAdder();
  private final LongAccumulator slowestNs = new LongAccumulator(Long::max, 0);
  private volatile boolean stopped;

  /**
   * What became of them.
   *
   * @param answered in order
   * @param refused no connection came about
   * @param cut connected, and lost before the answer
   * @param slowestMs the longest of those that were answered
   */
  record Figures(long answered, long refused, long cut, long slowestMs) {}

  Requests(InetSocketAddress target, int clients) {
    this.target = target;
    for (int i = 0; i < clients; i++) {
      Thread thread = new Thread(this::run, "endurance-client-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void run() {
    while (!stopped) {
      long start = System.nanoTime();
      try (Socket socket = new Socket()) {
        socket.setSoTimeout(PATIENCE_MS);
        socket.connect(target, PATIENCE_MS);
        exchange(socket, start);
      } catch (ConnectException e) {
        refused.increment();
      } catch (IOException e) {
        cut.increment();
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  private void exchange(Socket socket, long startNs) throws IOException {
    socket.getOutputStream().write('x');
    if (socket.getInputStream().read() < 0) {
      throw new IOException("answer: value: none (expected: one byte of the server)");
    }
    answered.increment();
    slowestNs.accumulate(System.nanoTime() - startNs);
  }

  Figures figures() {
    return new Figures(answered.sum(), refused.sum(), cut.sum(), slowestNs.get() / 1_000_000);
  }

  /** Ends the load, and tells what became of all of it. */
  Figures finish() {
    close();
    return figures();
  }

  @Override
  public void close() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
