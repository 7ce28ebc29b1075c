package io.vipgate.lb.proxy;

/**
 * How the kernel shares its processors among the loops' threads, for which the JDK has no calls.
 * Each method is about the thread that calls it.
 */
public interface LoopScheduling {
  /** Leaves it to the kernel, and has no idea how busy a thread is: nothing is handed over. */
  LoopScheduling AS_IT_IS =
      new LoopScheduling() {
        @Override
        public long cpuNs() {
          return 0;
        }

        @Override
        public void forThroughput(int loop) {}

        @Override
        public void asBefore() {}
      };

  /** The CPU time that the thread has had, in nanoseconds; never less than before. */
  long cpuNs();

  /**
   * Has the thread keep to a processor of its own where there are just as many as loops.
   *
   * @param loop the loop's number, from 0
   */
  void forThroughput(int loop);

  /** Undoes {@link #forThroughput}. */
  void asBefore();
}
