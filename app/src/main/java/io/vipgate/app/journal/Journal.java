package io.vipgate.app.journal;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last transitions of everything that has a state, newest last; what {@code status} and {@code
 * explain} answer from. Safe for use by several threads.
 */
public final class Journal {
  private static final Logger log = LoggerFactory.getLogger("vipgate.journal");

  /** Writes entries down where people read the log. */
  @FunctionalInterface
  public interface Printer {
    /** Whether it did; if not, the entry becomes a line of the log. Neither blocks nor fails. */
    boolean print(JournalEntry entry);
  }

  /** Enough for a night of flapping, small enough to forget about. */
  public static final int CAPACITY = 1_000;

  private final Clock clock;
  private final Deque<JournalEntry> entries = new ArrayDeque<>();
  private final List<Consumer<JournalEntry>> listeners = new CopyOnWriteArrayList<>();
  private volatile Printer printer = entry -> false;

  public Journal(Clock clock) {
    this.clock = clock;
  }

  /**
   * Records a transition, logs it, and tells the listeners. With the same state before and after it
   * is no transition, but something that an operator should know.
   */
  public void record(String subject, String from, String to, JournalCause cause, String evidence) {
    JournalEntry entry = new JournalEntry(clock.instant(), subject, from, to, cause, evidence);
    synchronized (entries) {
      if (entries.size() == CAPACITY) {
        entries.removeFirst();
      }
      entries.addLast(entry);
    }
    if (!printer.print(entry)) {
      logLine(entry);
    }
    listeners.forEach(listener -> listener.accept(entry));
  }

  private static void logLine(JournalEntry entry) {
    if (entry.isTransition()) {
      log.info("{}", entry.line());
    } else {
      log.warn("{}", entry.line());
    }
  }

  /** Has entries from now on written down elsewhere than in the log. */
  public void printBy(Printer other) {
    printer = other;
  }

  /**
   * Has each entry from now on told to {@code listener}, on the thread that records it, which is
   * mostly the control thread: a listener must neither block nor fail.
   */
  public void listen(Consumer<JournalEntry> listener) {
    listeners.add(listener);
  }

  /** Puts what an earlier process recorded, oldest first, before what this one did. */
  public void remember(List<JournalEntry> earlier) {
    synchronized (entries) {
      for (int i = earlier.size() - 1; i >= 0 && entries.size() < CAPACITY; i--) {
        entries.addFirst(earlier.get(i));
      }
    }
  }

  /** The newest {@code limit} entries, oldest of them first. */
  public List<JournalEntry> latest(int limit) {
    synchronized (entries) {
      List<JournalEntry> all = new ArrayList<>(entries);
      return List.copyOf(all.subList(Math.max(0, all.size() - limit), all.size()));
    }
  }
}
