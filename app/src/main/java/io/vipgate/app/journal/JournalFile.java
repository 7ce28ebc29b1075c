package io.vipgate.app.journal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a journal over restarts: one entry a line, appended as they come, and cut down to {@link
 * Journal#CAPACITY} when there are twice as many.
 *
 * <p>All that touches the disk is on a thread of its own: a full or hanging disk must not delay an
 * election. What does not fit into the queue meanwhile is missing from the file; the journal in
 * memory and the log have it.
 */
public final class JournalFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JournalFile.class);

  private static final int QUEUE = 1_000;
  private static final long IDLE_THREAD_S = 5;
  private static final long CLOSE_LIMIT_S = 2;

  private final Path file;
  private final Journal journal;
  private final ThreadPoolExecutor disk;

  // Touched on the disk's thread only.
  private @Nullable BufferedWriter writer;
  private int lines;
  private boolean failing;

  private JournalFile(Path file, Journal journal) {
    this.file = file;
    this.journal = journal;
    this.disk =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_THREAD_S,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            work -> {
              Thread thread = new Thread(work, "vipgate-journal");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    // A journal is mostly quiet: no thread for days without a transition.
    disk.allowCoreThreadTimeOut(true);
  }

  /**
   * Has the journal remember what the file holds and writes to it from then on. Returns at once; a
   * file that cannot be read or written is a line in the log, never an error: an address must not
   * depend on a disk.
   */
  public static JournalFile keep(Path file, Journal journal) {
    JournalFile kept = new JournalFile(file, journal);
    kept.disk.execute(kept::load);
    journal.listen(entry -> kept.disk.execute(() -> kept.append(entry)));
    return kept;
  }

  private void load() {
    List<JournalEntry> earlier = new ArrayList<>();
    try {
      if (Files.exists(file)) {
        List<String> all = Files.readAllLines(file, StandardCharsets.UTF_8);
        lines = all.size();
        all.stream()
            .skip(Math.max(0, lines - Journal.CAPACITY))
            .forEach(line -> JournalLine.parse(line).ifPresent(earlier::add));
      }
    } catch (IOException e) {
      complain(e);
    }
    journal.remember(earlier);
  }

  private void append(JournalEntry entry) {
    try {
      if (lines >= 2 * Journal.CAPACITY) {
        shorten();
      }
      BufferedWriter out = open();
      out.write(JournalLine.format(entry));
      out.newLine();
      out.flush();
      lines++;
      failing = false;
    } catch (IOException e) {
      closeWriter();
      complain(e);
    }
  }

  private BufferedWriter open() throws IOException {
    if (writer == null) {
      writer =
          Files.newBufferedWriter(
              file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    return writer;
  }

  /** By a new file that takes the old one's name: a loss of power leaves one or the other. */
  private void shorten() throws IOException {
    closeWriter();
    List<String> all = Files.readAllLines(file, StandardCharsets.UTF_8);
    List<String> rest = all.subList(Math.max(0, all.size() - Journal.CAPACITY), all.size());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, rest, StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    lines = rest.size();
  }

  private void closeWriter() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException e) {
      complain(e);
    } finally {
      writer = null;
    }
  }

  /** Once, until it works again. */
  private void complain(IOException e) {
    if (!failing) {
      log.warn(
          "journal file: value: {} (expected: a file that can be read and written)", e.toString());
    }
    failing = true;
  }

  /** Writes what is queued, for at most two seconds. */
  @Override
  public void close() {
    disk.execute(this::closeWriter);
    disk.shutdown();
    try {
      if (!disk.awaitTermination(CLOSE_LIMIT_S, TimeUnit.SECONDS)) {
        log.warn("journal file: value: {} hangs (expected: to be written)", file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
