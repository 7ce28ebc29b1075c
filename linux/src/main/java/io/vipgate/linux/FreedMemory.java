package io.vipgate.linux;

/**
 * What native code of this process has freed and the allocator of the C library keeps for the next
 * who asks, as pages of this process: work spaces of the compiler, inflaters, buffers.
 */
public final class FreedMemory {
  private FreedMemory() {}

  /**
   * Gives all of it back, of all threads' arenas (malloc_trim(3)); whoever allocates meanwhile
   * waits.
   *
   * @return whether there was any
   */
  public static boolean giveBack() {
    return LibC.mallocTrim(0) != 0;
  }
}
