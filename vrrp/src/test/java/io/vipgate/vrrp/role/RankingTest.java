package io.vipgate.vrrp.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vipgate.vrrp.role.Observation.Down;
import io.vipgate.vrrp.role.Observation.Reading;
import io.vipgate.vrrp.role.Observation.Up;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** keepalived.conf(5): weights of scripts, interfaces, processes and files. */
class RankingTest {

  private static final Up UP = new Up("exit status 0");
  private static final Down DOWN = new Down("exit status 1");

  @ParameterizedTest(name = "weight {0} reverse {1}: up {2}, down {3}")
  @CsvSource({
    "  0, false, 100,   fault",
    "  0, true,  fault, 100",
    " 20, false, 120,   100",
    "-20, false, 100,   80",
    " 20, true,  80,    100",
    "-20, true,  100,   120",
    " 253, false, 254,  100",
    "-253, false, 100,  1",
  })
  void weights(int value, boolean reverse, String up, String down) {
    Weight weight = new Weight(value, reverse);
    assertThat(outcome(weight, UP)).isEqualTo(up);
    assertThat(outcome(weight, DOWN)).isEqualTo(down);
  }

  @ParameterizedTest(name = "weight {0} reverse {1}: file {2}: {3}")
  @CsvSource({
    "  0, false, 0,    100",
    "  0, false, 1,    fault",
    "  0, false, -1,   fault",
    "  0, true,  0,    fault",
    "  0, true,  7,    100",
    "  1, false, 30,   130",
    "  1, false, -30,  70",
    "  2, true,  -30,  160",
    "  1, false, -253, 1",
    "  1, false, -254, fault",
    "254, false, -1,   fault",
    "  1, false, 1000, 254",
    "254, false, 2147483647,  254",
    "254, false, -2147483648, fault",
  })
  void numbers(int value, boolean reverse, int number, String expected) {
    assertThat(outcome(new Weight(value, reverse), new Reading(number, "the file")))
        .isEqualTo(expected);
  }

  @Test
  void anotherPriorityIsConfiguredUnderWhatIsTrackedAndOrdered() {
    Ranking ranking = new Ranking(100, Map.of("check", new Weight(-20, false)));
    ranking.observe("check", DOWN);
    ranking.configure(150);
    assertThat(ranking.standing().priority()).isEqualTo(130);
    ranking.order(RoleOrder.DEMOTED);
    ranking.configure(200);
    assertThat(ranking.standing().priority()).isEqualTo(1);
    ranking.order(RoleOrder.NONE);
    assertThat(ranking.standing().priority()).isEqualTo(180);
  }

  private static String outcome(Weight weight, Observation observed) {
    Ranking ranking = new Ranking(100, Map.of("check", weight));
    ranking.observe("check", observed);
    Standing standing = ranking.standing();
    return standing.fault() == null ? Integer.toString(standing.priority()) : "fault";
  }

  @Test
  void adjustmentsAddUpAndFaultsDoNotHideEachOther() {
    Ranking ranking =
        new Ranking(
            100, sorted("a", new Weight(-20, false), "b", new Weight(5, false), "c", Weight.FAULT));
    ranking.observe("a", DOWN);
    ranking.observe("b", UP);
    ranking.observe("c", UP);
    assertThat(ranking.standing())
        .isEqualTo(
            new Standing(85, "a is down: exit status 1 (-20), b is up: exit status 0 (+5)", null));
    ranking.observe("c", DOWN);
    assertThat(ranking.standing().fault()).isEqualTo("c is down: exit status 1");
  }

  @Test
  void nobodyTakesPartOnAGuess() {
    Ranking ranking = new Ranking(100, Map.of("check", new Weight(-20, false)));
    assertThat(ranking.standing().fault()).isEqualTo("check is unknown: not known yet");
  }

  @Test
  void theOwnerKeepsItsPriorityButNotThroughAFault() {
    Ranking ranking =
        new Ranking(255, sorted("a", new Weight(-20, false), "b", Weight.FAULT, "c", Weight.FAULT));
    ranking.observe("a", DOWN);
    ranking.observe("b", UP);
    ranking.observe("c", DOWN);
    assertThat(ranking.standing()).isEqualTo(new Standing(255, "", "c is down: exit status 1"));
  }

  @Test
  void ordersStandAboveWhatIsTracked() {
    Ranking ranking = new Ranking(100, Map.of("check", new Weight(-20, false)));
    ranking.observe("check", DOWN);
    ranking.order(RoleOrder.PROMOTED);
    assertThat(ranking.standing()).isEqualTo(new Standing(254, "promoted on request", null));
    ranking.order(RoleOrder.DEMOTED);
    assertThat(ranking.standing()).isEqualTo(new Standing(1, "demoted on request", null));
    ranking.order(RoleOrder.NONE);
    assertThat(ranking.standing().priority()).isEqualTo(80);
  }

  @Test
  void noOrderStandsAboveAFault() {
    Ranking ranking = new Ranking(100, Map.of("check", Weight.FAULT));
    ranking.observe("check", DOWN);
    ranking.order(RoleOrder.PROMOTED);
    assertThat(ranking.standing().fault()).isEqualTo("check is down: exit status 1");
  }

  @Test
  void refusesWhatItDoesNotTrack() {
    assertThatThrownBy(() -> new Ranking(100, Map.of()).observe("check", UP))
        .hasMessage("tracked: value: check (expected: one of [])");
    assertThatThrownBy(() -> new Weight(255, false))
        .hasMessage("weight: value: 255 (expected: -254 to 254)");
  }

  private static Map<String, Weight> sorted(Object... pairs) {
    Map<String, Weight> map = new java.util.LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], (Weight) pairs[i + 1]);
    }
    return map;
  }
}
