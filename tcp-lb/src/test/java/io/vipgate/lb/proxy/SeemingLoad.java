package io.vipgate.lb.proxy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every loop seems to need all of a processor, until it is told otherwise. */
final class SeemingLoad implements LoopScheduling {
  private final Set<Integer> hurried = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean idle;

  /** From now on they seem to need nothing. */
  void seemIdle() {
    idle = true;
  }

  /** From now on they seem to need all again. */
  void seemBusy() {
    idle = false;
  }

  /** The numbers of the loops that were ever to be fast. */
  Set<Integer> hurried() {
    return hurried;
  }

  /** The threads that are to be fast now. */
  Set<Thread> threads() {
    return threads;
  }

  @Override
  public long cpuNs() {
    return idle ? 0 : System.nanoTime();
  }

  @Override
  public void forThroughput(int loop) {
    hurried.add(loop);
    threads.add(Thread.currentThread());
  }

  @Override
  public void asBefore() {
    threads.remove(Thread.currentThread());
  }
}
