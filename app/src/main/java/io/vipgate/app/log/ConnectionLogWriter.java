package io.vipgate.app.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vipgate.lb.proxy.ConnectionLog;
import io.vipgate.lb.proxy.ConnectionRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines on a thread of its own. Who logs never waits: a reader of the log that is too slow,
 * a full disk or a stopped journal cost lines, which are counted, and never a connection.
 */
public final class ConnectionLogWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConnectionLogWriter.class);

  /** A second's worth of the shortest connections, in a few megabytes. */
  static final int CAPACITY = 16_384;

  private static final long CLOSE_LIMIT_S = 2;

  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicLong lost = new AtomicLong();
  private final Writer out;
  private final Thread thread;
  private long lostAndTold;
  private boolean started;
  private volatile boolean closed;

  private record Entry(ConnectionRecord record, LogFormat format, long endedAtMs) {}

  /**
   * @param out where the lines go, in UTF-8; it is not closed
   */
  public ConnectionLogWriter(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
    this.thread = new Thread(this::writeAll, "vipgate-connection-log");
    thread.setDaemon(true);
  }

  /** A log that this writes in that format; without any there is no thread. */
  public synchronized ConnectionLog in(LogFormat format) {
    if (!started) {
      started = true;
      thread.start();
    }
    return record -> {
      if (!queue.offer(new Entry(record, format, System.currentTimeMillis()))) {
        lost.incrementAndGet();
      }
    };
  }

  /** Lines that were not written, since the start. */
  public long lost() {
    return lost.get();
  }

  private void writeAll() {
    try {
      while (!closed || !queue.isEmpty()) {
        Entry entry = queue.poll(100, TimeUnit.MILLISECONDS);
        if (entry != null) {
          write(entry);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Entry entry) {
    try {
      out.write(entry.format().line(entry.record(), entry.endedAtMs()));
      out.write('\n');
      if (queue.isEmpty()) {
        out.flush();
        tellWhatIsLost();
      }
    } catch (IOException e) {
      lost.incrementAndGet();
      tellWhatIsLost();
    }
  }

  private void tellWhatIsLost() {
    long now = lost.get();
    if (now != lostAndTold) {
      log.warn("connection log: value: {} lines lost (expected: a faster reader)", now);
      lostAndTold = now;
    }
  }

  /** Writes what is there, for at most {@value #CLOSE_LIMIT_S} s. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_LIMIT_S));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
