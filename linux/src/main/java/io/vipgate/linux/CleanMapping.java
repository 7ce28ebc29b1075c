package io.vipgate.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A part of a file that is mapped into this process, cannot be written there and never was: what of
 * it is in memory is the file's own, and can be read again at any time.
 *
 * <p>Found in {@code /proc/self/smaps} (proc(5)), where each mapping has one line of its own and
 * then one for each figure:
 *
 * <pre>
 *   7f5e4a000000-7f5e4ae11000 r--p 00ae8000 fe:00 1183 /usr/lib/vipgate/vipgate.jsa
 *   Rss:               14336 kB
 *   Anonymous:             0 kB
 * </pre>
 *
 * @param start the first byte's address
 * @param length in bytes
 * @param residentKib how much of it is in memory, in KiB
 */
record CleanMapping(long start, long length, long residentKib) {
  private static final Pattern HEAD =
      Pattern.compile("([0-9a-f]+)-([0-9a-f]+) r-[x-][ps] \\S+ \\S+ \\d+ +(/.*)");
  private static final String RESIDENT = "Rss:";
  private static final String OWN = "Anonymous:";
  private static final String UNIT = " kB";
  private static final int HEXADECIMAL = 16;

  /** Those of the wanted files, in the order of the lines. */
  static List<CleanMapping> of(Stream<String> smaps, Predicate<String> wantedFile) {
    Reader reader = new Reader(wantedFile);
    smaps.forEachOrdered(reader::read);
    return reader.found;
  }

  private static final class Reader {
    private final Predicate<String> wantedFile;
    private final List<CleanMapping> found = new ArrayList<>();
    private boolean isWanted;
    private long start;
    private long end;
    private long residentKib;

    Reader(Predicate<String> wantedFile) {
      this.wantedFile = wantedFile;
    }

    /** The resident size comes first, then how much of it is the process's own. */
    void read(String line) {
      // Names of figures begin with a capital, addresses have small letters.
      if (!Character.isUpperCase(line.charAt(0))) {
        readHead(HEAD.matcher(line));
      } else if (isWanted && line.startsWith(RESIDENT)) {
        residentKib = kib(line, RESIDENT);
      } else if (isWanted && line.startsWith(OWN) && residentKib > 0 && kib(line, OWN) == 0) {
        found.add(new CleanMapping(start, end - start, residentKib));
      }
    }

    private static long kib(String line, String name) {
      return Long.parseLong(line.substring(name.length(), line.length() - UNIT.length()).strip());
    }

    private void readHead(Matcher head) {
      isWanted = head.matches() && wantedFile.test(head.group(3));
      if (isWanted) {
        start = Long.parseUnsignedLong(head.group(1), HEXADECIMAL);
        end = Long.parseUnsignedLong(head.group(2), HEXADECIMAL);
      }
    }
  }
}
