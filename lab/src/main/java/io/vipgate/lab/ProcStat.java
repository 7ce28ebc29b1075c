package io.vipgate.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code /proc/PID/stat} says of a process, see proc(5).
 *
 * @param state field 3: R running, S sleeping, T stopped, Z dead and not yet reaped, ...
 * @param startTicks field 22: when it started, in clock ticks since boot
 */
record ProcStat(char state, long startTicks) {
  // Counted from the state on: the name before it is in parentheses and may hold spaces.
  private static final int START_TICKS = 22 - 3;

  /** Empty if there is no such process. */
  static Optional<ProcStat> of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Optional.of(new ProcStat(fields[0].charAt(0), Long.parseLong(fields[START_TICKS])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether it can do nothing any more unless it is sent SIGCONT. */
  boolean standsStill() {
    return state == 'T' || state == 'Z' || state == 'X';
  }
}
