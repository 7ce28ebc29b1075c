package io.vipgate.lab;

/**
 * Tells a process from a later one with the same ID.
 *
 * @param pid the process ID
 * @param startTicks when it started, in clock ticks since boot
 */
record ProcessIdentity(long pid, long startTicks) {
  static ProcessIdentity current() {
    long pid = ProcessHandle.current().pid();
    return new ProcessIdentity(pid, ProcStat.of(pid).orElseThrow().startTicks());
  }

  boolean isAlive() {
    return ProcStat.of(pid).filter(stat -> stat.startTicks() == startTicks).isPresent();
  }
}
