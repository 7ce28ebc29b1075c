package io.vipgate.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
  private static final JournalCause CAUSE = new JournalCause("code", "a cause");

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("journal.jsonl");
  }

  @Test
  void theNextProcessRemembers() {
    run(0, 3);

    assertThat(run(3, 2)).containsExactly("0", "1", "2", "3", "4");
  }

  @Test
  void theLastThousandAreKeptAndTheFileStaysSmall() throws IOException {
    for (int start = 0; start < 2_700; start += 900) {
      var unused = run(start, 900);
    }

    assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(2 * Journal.CAPACITY);
    assertThat(run(2_700, 0)).hasSize(Journal.CAPACITY).startsWith("1700").endsWith("2699");
    assertThat(directory).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void aTornLineCostsNoMoreThanItself() throws IOException {
    run(0, 2);
    Files.writeString(file, Files.readString(file) + "{\"time\":\"20\n");

    assertThat(run(2, 1)).containsExactly("0", "1", "2");
  }

  @Test
  void withoutTheDirectoryTheJournalStillWorks() {
    file = directory.resolve("missing/journal.jsonl");

    assertThat(run(0, 3)).containsExactly("0", "1", "2");
  }

  /** A process that records so many entries. */
  private List<String> run(int first, int count) {
    Journal journal = new Journal(Clock.systemUTC());
    JournalFile kept = JournalFile.keep(file, journal);
    IntStream.range(first, first + count)
        .forEach(i -> journal.record("vrrp/a", "x", "y", CAUSE, "" + i));
    kept.close();
    return journal.latest(Journal.CAPACITY).stream().map(JournalEntry::evidence).toList();
  }
}
