package io.vipgate.app.runtime;

import io.vipgate.app.config.ConfigLoader;
import io.vipgate.app.config.LoadResult;
import io.vipgate.app.config.Problem;
import io.vipgate.app.config.VipgateConfig;
import io.vipgate.app.config.Vocabulary;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.journal.JournalCause;
import io.vipgate.app.reload.ConfigChange;
import io.vipgate.app.reload.ConfigDiff;
import io.vipgate.app.reload.Prepared;
import io.vipgate.app.reload.ReloadHistory;
import io.vipgate.app.reload.ReloadResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the file's configuration into force: reads and validates all of it, does what may fail,
 * and only then changes something, in one go on the control thread. One reload at a time; they
 * block, so they are not for the control thread.
 */
final class Reloader {
  private static final Logger log = LoggerFactory.getLogger(Reloader.class);

  /** Enough to see what a reload was about; the answer and the log have all. */
  private static final int JOURNAL_CHANGES = 5;

  /** Sections that are read when the process starts. */
  private static final List<String> AT_START = List.of("control", "state");

  private final Path file;
  private final Executor control;
  private final Journal journal;
  private final List<Part> parts;
  private final Listener listener;
  private final ReloadHistory history = new ReloadHistory(nowSeconds());
  private VipgateConfig current;

  /** A part of the service that goes by the configuration. */
  interface Part {

    /**
     * Does what may fail; nothing changes yet.
     *
     * @throws IOException naming what could not be had
     */
    Prepared prepare(VipgateConfig next) throws IOException;
  }

  /** Is told when a reload begins and when it has ended, however it did. */
  interface Listener {
    /** For nobody who would want to know. */
    Listener NONE =
        new Listener() {
          @Override
          public void reloading() {}

          @Override
          public void reloaded() {}
        };

    void reloading();

    void reloaded();
  }

  /**
   * @param current the configuration that is in force
   * @param parts in the order in which they change
   */
  Reloader(
      Path file,
      VipgateConfig current,
      Executor control,
      Journal journal,
      List<Part> parts,
      Listener listener) {
    this.file = file;
    this.current = current;
    this.control = control;
    this.journal = journal;
    this.parts = List.copyOf(parts);
    this.listener = listener;
  }

  ReloadHistory history() {
    return history;
  }

  /**
   * Reloads.
   *
   * @param cause who asked for it
   */
  synchronized ReloadResult reload(JournalCause cause) {
    listener.reloading();
    try {
      return attemptAndTell(cause);
    } finally {
      listener.reloaded();
    }
  }

  private ReloadResult attemptAndTell(JournalCause cause) {
    ReloadResult result = attempt(cause);
    history.add(result, nowSeconds());
    if (result instanceof ReloadResult.Rejected) {
      result.lines().forEach(line -> log.error("reload: {}", line));
    } else {
      result.lines().forEach(line -> log.info("reload: {}", line));
    }
    return result;
  }

  private ReloadResult attempt(JournalCause cause) {
    LoadResult loaded = ConfigLoader.load(file, Vocabulary.builtIn());
    if (loaded instanceof LoadResult.Loaded valid) {
      return apply(valid, cause);
    }
    List<Problem> problems = ((LoadResult.Rejected) loaded).problems();
    return rejected(problems.stream().map(Problem::toString).toList(), cause);
  }

  private ReloadResult apply(LoadResult.Loaded loaded, JournalCause cause) {
    VipgateConfig next = loaded.config();
    List<ConfigChange> changes = ConfigDiff.between(current, next);
    try {
      bringIntoForce(next);
    } catch (IOException | RuntimeException e) {
      return rejected(List.of(String.valueOf(e.getMessage()).split("\n")), cause);
    }
    current = next;
    if (!changes.isEmpty()) {
      journal.record("config", "in force", "changed", cause, inShort(changes));
    }
    List<String> warnings = new ArrayList<>();
    loaded.warnings().forEach(warning -> warnings.add("warning: " + warning));
    changes.stream()
        .filter(Reloader::isOfTheNextStart)
        .forEach(change -> warnings.add("warning: " + change.path() + ": at the next start"));
    return new ReloadResult.Applied(changes, warnings);
  }

  /**
   * Brings into force what is in force, so that nothing of a reload happens for the first time when
   * it counts: code that has never run takes a JVM tens of milliseconds, and with adverts each 10
   * ms a master whose control thread is held up for 30 has to step back. Blocks until done.
   */
  synchronized void rehearse() {
    try {
      bringIntoForce(current);
    } catch (IOException | RuntimeException e) {
      log.warn("reload: rehearsal: {}", e.getMessage());
    }
  }

  private void bringIntoForce(VipgateConfig next) throws IOException {
    List<Prepared> prepared = new ArrayList<>();
    try {
      for (Part part : parts) {
        prepared.add(part.prepare(next));
      }
    } catch (IOException | RuntimeException e) {
      prepared.forEach(Prepared::abandon);
      throw e;
    }
    CompletableFuture.runAsync(() -> prepared.forEach(Prepared::commit), control).join();
    prepared.forEach(Prepared::settle);
  }

  /** What a process has or is from its beginning. */
  private static boolean isOfTheNextStart(ConfigChange change) {
    return AT_START.stream().anyMatch(section -> change.path().startsWith(section + "."));
  }

  private ReloadResult rejected(List<String> problems, JournalCause cause) {
    journal.record("config", "in force", "unchanged", cause, "refused: " + inShort(problems));
    return new ReloadResult.Rejected(problems);
  }

  private static String inShort(List<?> lines) {
    String first =
        lines.stream()
            .limit(JOURNAL_CHANGES)
            .map(Object::toString)
            .collect(Collectors.joining("; "));
    int more = lines.size() - JOURNAL_CHANGES;
    return more > 0 ? first + "; and " + more + " more" : first;
  }

  private static double nowSeconds() {
    return System.currentTimeMillis() / 1e3;
  }
}
