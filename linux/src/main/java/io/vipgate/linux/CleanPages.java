package io.vipgate.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The pages of files that this process has mapped and only read: programs, libraries, archives of
 * classes. The kernel takes such pages away when memory is short; this does it at once (madvise(2),
 * MADV_DONTNEED). Whatever is used again is mapped again, from the page cache.
 */
public final class CleanPages {
  private static final Path SMAPS = Path.of("/proc/self/smaps");
  private static final int MADV_DONTNEED = 4;

  private CleanPages() {}

  /**
   * Gives back what the wanted files have in memory. Memory that is locked (mlock(2)) stays.
   *
   * @param wantedFile which files, by their paths; only such as stay mapped until this process
   *     ends, since something else may be at an address that was unmapped meanwhile
   * @return KiB that were given back
   * @throws IOException if it could not be found out what is mapped
   */
  public static long giveBack(Predicate<String> wantedFile) throws IOException {
    try (Stream<String> smaps = Files.lines(SMAPS, StandardCharsets.ISO_8859_1)) {
      return CleanMapping.of(smaps, wantedFile).stream()
          .filter(mapping -> LibC.madvise(mapping.start(), mapping.length(), MADV_DONTNEED) == 0)
          .mapToLong(CleanMapping::residentKib)
          .sum();
    }
  }
}
