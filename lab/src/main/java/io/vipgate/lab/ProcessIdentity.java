package io.vipgate.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Tells a process from a later one with the same ID.
 *
 * @param pid the process ID
 * @param startTicks when it started, in clock ticks since boot: field 22 of {@code /proc/PID/stat},
 *     see proc(5)
 */
record ProcessIdentity(long pid, long startTicks) {
  // Fields after the program's name, which is in parentheses and may hold spaces: state is the
  // third field of the line, so that the 22nd is the 20th of these.
  private static final int START_TICKS = 19;

  static ProcessIdentity current() {
    long pid = ProcessHandle.current().pid();
    return new ProcessIdentity(pid, startTicks(pid).orElseThrow());
  }

  boolean isAlive() {
    OptionalLong ticks = startTicks(pid);
    return ticks.isPresent() && ticks.getAsLong() == startTicks;
  }

  private static OptionalLong startTicks(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return OptionalLong.of(Long.parseLong(fields[START_TICKS]));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
