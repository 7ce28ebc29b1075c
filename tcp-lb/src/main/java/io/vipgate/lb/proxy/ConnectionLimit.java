package io.vipgate.lb.proxy;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A number of connections that several frontends have between them. For any thread. */
public final class ConnectionLimit {
  private final AtomicInteger open = new AtomicInteger();
  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
  private volatile int max;

  /**
   * @param max 0 for any number
   */
  public ConnectionLimit(int max) {
    this.max = max;
  }

  /** Another limit from now on; who is in stays in. */
  public void resize(int other) {
    max = other;
    wakeAll();
  }

  /** How many are in. */
  public int open() {
    return open.get();
  }

  public int max() {
    return max;
  }

  boolean isReached() {
    return max > 0 && open.get() >= max;
  }

  void enter() {
    open.incrementAndGet();
  }

  void leave() {
    open.decrementAndGet();
    wakeAll();
  }

  /**
   * Runs {@code work} once when there may be room again.
   *
   * @param work hands itself to its own thread, and asks again there; the same object waits only
   *     once
   */
  void await(Runnable work) {
    waiting.add(work);
    // One may have left since the caller saw the limit reached.
    if (!isReached()) {
      wakeAll();
    }
  }

  private void wakeAll() {
    if (isReached()) {
      return;
    }
    for (Iterator<Runnable> next = waiting.iterator(); next.hasNext(); ) {
      Runnable work = next.next();
      // First, since it may wait again at once.
      next.remove();
      work.run();
    }
  }
}
