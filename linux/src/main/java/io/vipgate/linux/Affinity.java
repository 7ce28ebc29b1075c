package io.vipgate.linux;

import java.util.BitSet;

/**
 * The processors that a thread may run on: sched_setaffinity(2).
 *
 * <pre>
 *   bit    7 6 5 4 3 2 1 0 | 15 14 ...        of the first byte, the second, and so on
 *          CPU 7 ... CPU 0 | CPU 15 ...
 * </pre>
 */
public final class Affinity {
  private static final int CALLING_THREAD = 0;

  /** Of 8,192 processors: more than a kernel can be built for. */
  private static final int MASK_BYTES = 1024;

  private final BitSet processors;

  private Affinity(BitSet processors) {
    this.processors = processors;
  }

  /**
   * That of the calling thread; what a cgroup or {@code CPUAffinity=} leaves to it.
   *
   * @throws NativeException EPERM: a filter of system calls
   */
  public static Affinity ofCallingThread() throws NativeException {
    NativeMemory mask = NativeMemory.allocate(MASK_BYTES);
    check("sched_getaffinity", LibC.schedGetaffinity(CALLING_THREAD, MASK_BYTES, mask));
    return new Affinity(BitSet.valueOf(mask.clear()));
  }

  /** How many processors. */
  public int count() {
    return processors.cardinality();
  }

  /**
   * One of them only.
   *
   * @param index 0 for the first, less than {@link #count}
   */
  public Affinity only(int index) {
    BitSet one = new BitSet();
    one.set(processors.stream().skip(index).findFirst().orElseThrow());
    return new Affinity(one);
  }

  /**
   * Has the calling thread run on these only.
   *
   * @throws NativeException EINVAL: none of them is left to this process; EPERM: a filter of system
   *     calls. The thread may run where it could before
   */
  public void apply() throws NativeException {
    NativeMemory mask = NativeMemory.allocate(MASK_BYTES);
    mask.clear().put(processors.toByteArray());
    check("sched_setaffinity", LibC.schedSetaffinity(CALLING_THREAD, MASK_BYTES, mask));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Affinity that && processors.equals(that.processors);
  }

  @Override
  public int hashCode() {
    return processors.hashCode();
  }

  /** As in {@code taskset -c}, without ranges: {@code 0,1}. */
  @Override
  public String toString() {
    String listed = processors.toString();
    return listed.substring(1, listed.length() - 1).replace(" ", "");
  }

  private static void check(String call, int result) throws NativeException {
    if (result < 0) {
      throw NativeException.of(call, -result, "this call to be permitted");
    }
  }
}
