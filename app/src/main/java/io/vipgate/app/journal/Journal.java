package io.vipgate.app.journal;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last transitions of everything that has a state, newest last; what {@code status} and {@code
 * explain} answer from. Safe for use by several threads.
 */
public final class Journal {
  private static final Logger log = LoggerFactory.getLogger("vipgate.journal");

  /** Enough for a night of flapping, small enough to forget about. */
  public static final int CAPACITY = 1_000;

  private final Clock clock;
  private final Deque<JournalEntry> entries = new ArrayDeque<>();

  public Journal(Clock clock) {
    this.clock = clock;
  }

  /** Records a transition and logs it. */
  public void record(String subject, String from, String to, String cause, String evidence) {
    JournalEntry entry = new JournalEntry(clock.instant(), subject, from, to, cause, evidence);
    synchronized (entries) {
      if (entries.size() == CAPACITY) {
        entries.removeFirst();
      }
      entries.addLast(entry);
    }
    log.info("{}", entry.line());
  }

  /** The newest {@code limit} entries, oldest of them first. */
  public List<JournalEntry> latest(int limit) {
    synchronized (entries) {
      List<JournalEntry> all = new ArrayList<>(entries);
      return List.copyOf(all.subList(Math.max(0, all.size() - limit), all.size()));
    }
  }
}
