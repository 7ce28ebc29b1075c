package io.vipgate.lb.proxy;

import java.util.function.DoubleConsumer;

/**
 * How much a loop has to do, by its turns: what one event of one leg makes it do. All is of the
 * loop's thread, but {@link #turns}.
 */
final class Workload {
  /**
   * A busy loop needs 20 to 40 ms for as many small ones, and half a second for bulk; to look at
   * two clocks after them is for nothing.
   */
  static final int WINDOW = 2048;

  private final Counter turns = new Counter();
  private final CpuShare share;
  private final DoubleConsumer windowOver;
  private long windowEnd = WINDOW;

  /**
   * @param share of the loop's thread
   * @param windowOver is told after each {@link #WINDOW} turns which share of a processor they
   *     took, from 0 to 1
   */
  Workload(CpuShare share, DoubleConsumer windowOver) {
    this.share = share;
    this.windowOver = windowOver;
  }

  /** One more. */
  void turn() {
    turns.increment();
    if (turns.get() >= windowEnd) {
      endWindow();
    }
  }

  /** How many there were since the start; for any thread. */
  long turns() {
    return turns.get();
  }

  private void endWindow() {
    windowEnd = turns.get() + WINDOW;
    windowOver.accept(share.sinceLast());
  }
}
