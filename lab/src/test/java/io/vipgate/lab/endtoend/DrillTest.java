package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.Vipgate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code vipgate drill} on a holder: harmless unless told otherwise, and it sees the move. */
@RequiresRoot
class DrillTest {
  private static final Pattern SUMMARY =
      Pattern.compile(
          "(\\d+) attempts, (\\d+) answered, \\d+ failed; longest time without an answer: ([\\d.]+) ms");

  @Test
  void measuresAndMovesOnlyIfToldTo() {
    try (SampleCluster cluster = SampleCluster.create("drill");
        VipWatch vip = cluster.watchVip();
        Vipgate first = cluster.startMaster(1);
        Vipgate second = cluster.startMaster(2)) {
      vip.awaitOnly(first.node(), Bounds.ELECTION);

      String harmless = first.attempt("drill", "--seconds", "1").orThrow().out();
      assertThat(harmless).contains("nothing is moved without --yes");
      assertThat(answered(harmless)).isGreaterThan(20);
      assertThat(vip.holdersNow()).containsExactly("m1");

      String moved = first.attempt("drill", "--seconds", "2", "--yes").orThrow().out();
      assertThat(answered(moved)).isGreaterThan(20);
      vip.awaitOnly(second.node(), Bounds.ELECTION);
      // Killing what is not the holder would show nothing.
      assertThat(first.attempt("drill", "--yes", "--kill").exitCode()).isEqualTo(2);
    }
  }

  private static int answered(String output) {
    Matcher matcher = SUMMARY.matcher(output);
    assertThat(matcher.find()).as(output).isTrue();
    return Integer.parseInt(matcher.group(2));
  }
}
