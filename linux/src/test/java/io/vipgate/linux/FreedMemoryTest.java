package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.kenai.jffi.MemoryIO;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreedMemoryTest {
  /** Small enough to lie between others in an arena, so that the allocator keeps it when freed. */
  private static final int PIECE = 16 * 1024;

  private static final MemoryIO MEMORY = MemoryIO.getInstance();
  private static final int PIECES = 2000;

  /** The allocator may have given back some by itself. */
  private static final long MUCH_KIB = (long) PIECE * PIECES / 1024 / 4;

  @Test
  void freedPiecesAreTheKernelsAgain() throws Exception {
    List<Long> addresses = new ArrayList<>();
    for (int i = 0; i < PIECES; i++) {
      addresses.add(MEMORY.allocateMemory(PIECE, true));
    }
    // The last one stays: what is free at its end an arena gives back by itself.
    addresses.subList(0, PIECES - 1).forEach(MEMORY::freeMemory);
    long before = residentKib();
    assertThat(FreedMemory.giveBack()).isTrue();
    assertThat(before - residentKib()).isGreaterThan(MUCH_KIB);
    MEMORY.freeMemory(addresses.get(PIECES - 1));
  }

  private static long residentKib() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
