package io.vipgate.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vipgate.health.probe.ProbeResult;
import io.vipgate.health.probe.Reason;
import io.vipgate.health.probe.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Results are letters: R ready, N not ready, D dead, U inconclusive. So are verdicts, after each
 * result.
 */
class HealthTrackerTest {

  /**
   * The table of the class comment, cell by cell, and then rows that are broken, mixed or
   * overlapping.
   */
  @ParameterizedTest(name = "rise {0} fall {1}: {2}")
  @CsvSource({
    // rise, fall, results, verdicts
    // unknown: the first conclusive result decides alone
    "2, 3, R,       R",
    "2, 3, N,       N",
    "2, 3, D,       D",
    "2, 3, UUR,     UUR",
    // from ready, by one kind of failure
    "2, 3, RNN,     RRR",
    "2, 3, RNNN,    RRRN",
    "2, 3, RDD,     RRR",
    "2, 3, RDDD,    RRRD",
    // from ready, by a mixture: it drains, and dies only when enough of them agree
    "2, 3, RNDD,    RRRN",
    "2, 3, RDNN,    RRRN",
    "2, 3, RDDN,    RRRN",
    "2, 3, RNDDD,   RRRND",
    "2, 3, RDDND,   RRRNN",
    "2, 3, RDDNDDD, RRRNNND",
    // a success breaks the row of failures
    "2, 3, RNNRNN,  RRRRRR",
    "2, 3, RDDRDDD, RRRRRRD",
    // from not ready
    "2, 3, NN,      NN",
    "2, 3, NR,      NN",
    "2, 3, NRR,     NNR",
    "2, 3, NRNRR,   NNNNR",
    "2, 3, NDD,     NNN",
    "2, 3, NDDD,    NNND",
    "2, 3, NDDNDDD, NNNNNND",
    "2, 3, NDDRDDD, NNNNNND",
    "2, 3, NRDRR,   NNNNR",
    // from dead
    "2, 3, DDDD,    DDDD",
    "2, 3, DR,      DD",
    "2, 3, DRR,     DDR",
    "2, 3, DN,      DD",
    "2, 3, DNN,     DDN",
    "2, 3, DNDN,    DDDD",
    "2, 3, DRDRR,   DDDDR",
    // from dead, answers of both kinds: alive is proven before ready is
    "2, 3, DNR,     DDN",
    "2, 3, DNRR,    DDNR",
    "2, 3, DRN,     DDN",
    "2, 3, DRNRR,   DDNNR",
    "3, 3, DNRR,    DDDN",
    "3, 3, DNRRR,   DDDNR",
    // inconclusive results neither count nor break a row
    "2, 3, RNUNUN,  RRRRRN",
    "2, 3, DUUUR,   DDDDD",
    "2, 3, DRUR,    DDDR",
    "2, 3, RUUUU,   RRRRR",
    // one is enough
    "1, 1, RNDNRDR, RNDNRDR",
    "1, 3, DNRDDD,  DNRRRD",
    "3, 1, RDRRR,   RDDDR",
  })
  void table(int rise, int fall, String results, String verdicts) {
    HealthTracker tracker = new HealthTracker(rise, fall, 0);
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < results.length(); i++) {
      char letter = results.charAt(i);
      Verdict before = tracker.health().verdict();
      Optional<HealthChange> change = tracker.on(result(letter), seen.length() + 1);
      Verdict after = tracker.health().verdict();
      assertThat(change.isPresent())
          .as("a change after %s%s", seen, letter)
          .isEqualTo(before != after);
      change.ifPresent(
          c -> {
            assertThat(c.from()).isEqualTo(before);
            assertThat(c.to()).isEqualTo(after);
          });
      seen.append(letter(after));
    }
    assertThat(seen).hasToString(verdicts);
  }

  @Test
  void changesExplainThemselves() {
    assertThat(explanations(2, 3, "R")).containsExactly("first check: HTTP 200");
    assertThat(explanations(2, 3, "D")).containsExactly("first check: connect refused");
    assertThat(explanations(2, 3, "RDDD"))
        .last()
        .isEqualTo("3 failures in a row, last: connect refused");
    assertThat(explanations(2, 3, "RNDD"))
        .last()
        .isEqualTo("3 failures in a row, last: connect refused");
    assertThat(explanations(2, 3, "RNDDD"))
        .last()
        .isEqualTo("3 failures in a row, last: connect refused");
    assertThat(explanations(2, 3, "RNNN"))
        .last()
        .isEqualTo("3 failures in a row, last: HTTP 500 (expected: 200-299)");
    assertThat(explanations(2, 1, "RN"))
        .last()
        .isEqualTo("1 failure, last: HTTP 500 (expected: 200-299)");
    assertThat(explanations(2, 3, "DRR")).last().isEqualTo("2 successes in a row, last: HTTP 200");
    assertThat(explanations(1, 3, "DR")).last().isEqualTo("1 success, last: HTTP 200");
    assertThat(explanations(2, 3, "DRN"))
        .last()
        .isEqualTo("2 answers in a row, last: HTTP 500 (expected: 200-299)");
    assertThat(explanations(1, 3, "DN"))
        .last()
        .isEqualTo("1 answer, last: HTTP 500 (expected: 200-299)");
  }

  private static List<String> explanations(int rise, int fall, String results) {
    HealthTracker tracker = new HealthTracker(rise, fall, 0);
    List<String> explanations = new ArrayList<>();
    for (int i = 0; i < results.length(); i++) {
      char letter = results.charAt(i);
      tracker.on(result(letter), 0).ifPresent(change -> explanations.add(change.explanation()));
    }
    return explanations;
  }

  @Test
  void aChangeCarriesCauseCountAndTime() {
    HealthTracker tracker = new HealthTracker(2, 2, 5);
    tracker.on(result('R'), 10);
    tracker.on(result('N'), 20);
    ProbeResult last = result('N');
    assertThat(tracker.on(last, 30))
        .contains(new HealthChange(Verdict.READY, Verdict.NOT_READY, 2, last, 30));
  }

  @Test
  void healthTellsTheRowsAndSinceWhen() {
    HealthTracker tracker = new HealthTracker(2, 3, 5);
    assertThat(tracker.health()).isEqualTo(new Health(Verdict.UNKNOWN, 5, 0, 0, null));
    tracker.on(result('R'), 10);
    tracker.on(result('R'), 20);
    assertThat(tracker.health()).isEqualTo(new Health(Verdict.READY, 10, 2, 0, result('R')));
    tracker.on(result('D'), 30);
    tracker.on(result('U'), 40);
    assertThat(tracker.health()).isEqualTo(new Health(Verdict.READY, 10, 0, 1, result('U')));
  }

  /**
   * Against the definition, read off the whole history instead of counted: 10,000 random histories.
   */
  @Test
  void agreesWithTheDefinitionOnRandomHistories() {
    SplittableRandom random = new SplittableRandom(88);
    for (int i = 0; i < 10_000; i++) {
      int rise = random.nextInt(1, 5);
      int fall = random.nextInt(1, 5);
      HealthTracker tracker = new HealthTracker(rise, fall, 0);
      StringBuilder history = new StringBuilder();
      char verdict = 'U';
      for (int step = 0; step < 30; step++) {
        char letter = "RRRNNDDDU".charAt(random.nextInt(9));
        tracker.on(result(letter), step);
        if (letter != 'U') {
          history.append(letter);
          verdict = definition(verdict, history.toString(), rise, fall);
        }
        assertThat(letter(tracker.health().verdict()))
            .as("rise %d fall %d: %s", rise, fall, history)
            .isEqualTo(verdict);
      }
    }
  }

  private static char definition(char verdict, String history, int rise, int fall) {
    boolean ready = history.matches(".*R{" + rise + "}");
    boolean alive = history.matches(".*[RN]{" + rise + "}");
    boolean failing = history.matches(".*[ND]{" + fall + "}");
    boolean dead = history.matches(".*D{" + fall + "}");
    return switch (verdict) {
      case 'U' -> history.charAt(0);
      case 'R' -> dead ? 'D' : failing ? 'N' : 'R';
      case 'N' -> dead ? 'D' : ready ? 'R' : 'N';
      default -> ready ? 'R' : alive ? 'N' : 'D';
    };
  }

  @Test
  void refusesCountsBelowOne() {
    assertThatThrownBy(() -> new HealthTracker(0, 1, 0))
        .hasMessage("rise: value: 0 (expected: at least 1)");
    assertThatThrownBy(() -> new HealthTracker(1, 0, 0))
        .hasMessage("fall: value: 0 (expected: at least 1)");
  }

  private static ProbeResult result(char letter) {
    return switch (letter) {
      case 'R' -> new ProbeResult(Reason.OK, "HTTP 200", 1);
      case 'N' -> new ProbeResult(Reason.STATUS, "HTTP 500 (expected: 200-299)", 1);
      case 'D' -> new ProbeResult(Reason.CONNECT_REFUSED, "connect refused", 1);
      case 'U' -> new ProbeResult(Reason.LOCAL, "no socket", 1);
      default ->
          throw new IllegalArgumentException(
              "letter: value: " + letter + " (expected: R, N, D or U)");
    };
  }

  private static char letter(Verdict verdict) {
    return verdict.name().charAt(0);
  }
}
