package io.vipgate.app.notify;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers news to one receiver: in order, one at a time, on a thread of its own, so that nobody
 * waits for a slow one. What is too much for it is dropped, and counted.
 */
final class Courier<T> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Courier.class);
  private static final int CAPACITY = 1_000;
  private static final long LAST_WORDS_MS = TimeUnit.SECONDS.toMillis(2);

  /** Gets the news; may block, and may fail. */
  interface Receiver<T> {
    void receive(T news) throws Exception;
  }

  private final String name;
  private final Receiver<T> receiver;
  private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final LongAdder dropped = new LongAdder();
  private final Thread thread;
  private volatile boolean closed;

  Courier(String name, Receiver<T> receiver) {
    this.name = name;
    this.receiver = receiver;
    this.thread = new Thread(this::work, "vipgate-notify");
    thread.setDaemon(true);
    thread.start();
  }

  /** Never blocks. */
  void offer(T news) {
    if (!queue.offer(() -> deliver(news))) {
      dropped.increment();
      if (dropped.sum() == 1) {
        log.warn("notify {}: the receiver is too slow, and news are dropped from now on", name);
      }
    }
  }

  long dropped() {
    return dropped.sum();
  }

  private void work() {
    try {
      while (!closed || !queue.isEmpty()) {
        Runnable next = queue.poll(LAST_WORDS_MS, TimeUnit.MILLISECONDS);
        if (next != null) {
          next.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(T news) {
    try {
      receiver.receive(news);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      log.warn("notify {}: not delivered: {}: {}", name, news, e.toString());
    }
  }

  /** Delivers what there is, for a bounded time. */
  @Override
  public void close() {
    closed = true;
    // Not to wait for the next news.
    var unused = queue.offer(() -> {});
    try {
      thread.join(LAST_WORDS_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
