package io.vipgate.bench.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Resident memory of processes, see proc(5). */
public final class Memory {
  private static final double KIB_PER_MIB = 1024;

  private Memory() {}

  /** The sum of {@code VmRSS}, in MiB. */
  public static double residentMib(List<Long> pids) {
    return pids.stream().mapToLong(pid -> kib(pid, "status", "VmRSS:")).sum() / KIB_PER_MIB;
  }

  private static long kib(long pid, String file, String field) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), file)).stream()
          .filter(line -> line.startsWith(field))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(0);
    } catch (NoSuchFileException unused) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
