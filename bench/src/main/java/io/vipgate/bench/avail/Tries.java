package io.vipgate.bench.avail;

import io.vipgate.bench.Session;
import io.vipgate.bench.load.LoadException;
import io.vipgate.lab.LabException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** All tries of one failure: lanes side by side, each a thread. */
final class Tries {
  /** A contender whose clusters cannot be set up, or restored, so often is out. */
  private static final int PATIENCE = 3;

  private static final AtomicInteger LABS = new AtomicInteger();

  private final Session session;
  private final Failure failure;
  private final int tries;
  private final Map<Contenders, List<Lane.Try>> results = new LinkedHashMap<>();
  private final Map<Contenders, AtomicInteger> left = new LinkedHashMap<>();

  private Tries(Session session, Failure failure, int tries) {
    this.session = session;
    this.failure = failure;
    this.tries = tries;
  }

  /** Those of each contender that came to an end. */
  static Map<Contenders, List<Lane.Try>> of(
      Session session, Failure failure, List<Contenders> contenders) {
    Tries all = new Tries(session, failure, session.mode().tries());
    for (Contenders contender : contenders) {
      all.results.put(contender, new ArrayList<>());
      all.left.put(contender, new AtomicInteger(all.tries));
    }
    Turn.of(failure, contenders, all.tries).forEach(all::take);
    return all.results;
  }

  private void take(Turn turn) {
    long startNs = System.nanoTime();
    Semaphore measuring = new Semaphore(turn.atOnce(), true);
    List<Thread> threads = new ArrayList<>();
    for (Contenders contender : turn.contenders()) {
      for (int i = 0; i < turn.lanes(); i++) {
        Thread thread = new Thread(() -> run(contender, measuring), "lane-" + contender + i);
        threads.add(thread);
        thread.start();
      }
    }
    threads.forEach(Tries::join);
    session.say(
        "  %s: %d tries each, %.0f s"
            .formatted(turn.contenders(), tries, Lane.secondsSince(startNs)));
  }

  private void run(Contenders contender, Semaphore measuring) {
    for (int i = 0; i < PATIENCE && left(contender).get() > 0; i++) {
      try (Lane lane = Lane.open("avail" + LABS.incrementAndGet(), session, contender, measuring)) {
        setting(lane.masters());
        while (left(contender).getAndDecrement() > 0) {
          add(contender, lane.attempt(failure));
        }
      } catch (LabException | LoadException e) {
        problem(contender, String.valueOf(e.getMessage()));
      }
    }
  }

  private AtomicInteger left(Contenders contender) {
    return left.getOrDefault(contender, new AtomicInteger());
  }

  private synchronized void setting(Masters masters) {
    session.setting(masters.name(), masters.settings());
  }

  private synchronized void add(Contenders contender, Lane.Try result) {
    results.getOrDefault(contender, new ArrayList<>()).add(result);
  }

  private synchronized void problem(Contenders contender, String what) {
    session.problem(AvailSection.cell(failure), contender.label(), what);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while tries are made", e);
    }
  }
}
