package io.vipgate.vrrp.sim;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Simulated time: runs what was scheduled, in order, and jumps from one to the next. */
final class VirtualTime {

  private record Task(long atNs, long sequence, Runnable work) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::atNs).thenComparingLong(Task::sequence));
  private long nowNs;
  private long sequence;

  long nowNs() {
    return nowNs;
  }

  void at(long atNs, Runnable work) {
    tasks.add(new Task(Math.max(atNs, nowNs), sequence++, work));
  }

  void after(long delayNs, Runnable work) {
    at(nowNs + delayNs, work);
  }

  /** Runs all that is due before this time, with the observer after each step. */
  void runUntil(long endNs, Runnable observer) {
    Task next = tasks.peek();
    while (next != null && next.atNs < endNs) {
      tasks.remove();
      nowNs = next.atNs;
      next.work.run();
      observer.run();
      next = tasks.peek();
    }
    nowNs = endNs;
  }
}
