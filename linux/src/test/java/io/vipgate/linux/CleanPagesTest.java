package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanPagesTest {
  private static final String SMAPS =
      """
      55d0a0000000-55d0a0010000 r-xp 00000000 fe:00 11                         /usr/lib/vipgate/runtime/bin/java
      Size:                 64 kB
      Rss:                  12 kB
      Anonymous:             0 kB
      800000000-800ae8000 rw-p 00000000 fe:00 12                               /usr/lib/vipgate/vipgate.jsa
      Rss:               11164 kB
      Anonymous:             0 kB
      800ae8000-8018f9000 r--p 00ae8000 fe:00 12                               /usr/lib/vipgate/vipgate.jsa
      Rss:               14336 kB
      Anonymous:             0 kB
      7f0000000000-7f0000100000 r--p 00000000 00:00 0
      Rss:                1024 kB
      Anonymous:             0 kB
      7f5e4a000000-7f5e4a0b8000 r--p 00fc0000 fe:00 13                         /usr/lib/vipgate/runtime/lib/server/libjvm.so
      Rss:                 736 kB
      Anonymous:           736 kB
      7f5e4b000000-7f5e4b8e2000 r--s 00000000 fe:00 14                         /usr/lib/vipgate/runtime/lib/modules
      Rss:                 896 kB
      Anonymous:             0 kB
      7f5e4c000000-7f5e4c001000 r--p 00000000 fe:00 15                         /usr/lib/vipgate/runtime/lib/unread
      Rss:                   0 kB
      Anonymous:             0 kB
      7f5e4d000000-7f5e4d001000 r--p 00000000 fe:00 16                         /usr/lib/other
      Rss:                   4 kB
      Anonymous:             0 kB
      """;

  @Test
  void whatWasWrittenOrIsNoFilesOrNotWantedIsLeftAlone() {
    assertThat(CleanMapping.of(SMAPS.lines(), file -> file.startsWith("/usr/lib/vipgate/")))
        .isEqualTo(
            List.of(
                new CleanMapping(0x55d0a0000000L, 0x10000, 12),
                new CleanMapping(0x800ae8000L, 0xe11000, 14336),
                new CleanMapping(0x7f5e4b000000L, 0x8e2000, 896)));
  }

  @Test
  void theJvmLivesOnWithLessOfItsOwnFilesInMemory() throws Exception {
    long before = residentFilesKib();
    assertThat(CleanPages.giveBack(file -> file.startsWith(System.getProperty("java.home"))))
        .isPositive();
    assertThat(residentFilesKib()).isLessThan(before);
  }

  private static long residentFilesKib() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssFile:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
