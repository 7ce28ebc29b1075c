package io.vipgate.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.health.probe.Contract.Case;
import io.vipgate.health.probe.Contract.Outcome;
import io.vipgate.health.probe.Contract.Situation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every type of check says of a server in every situation. A type that is added to the enum
 * does not compile here before it has a contract, and does not pass before that says something of
 * each situation.
 */
class ContractTest {
  @AutoClose private final Looks looks = new Looks();

  @ParameterizedTest
  @EnumSource
  void everySituationIsSpokenOf(ProbeType type) {
    assertThat(Contracts.of(type)).containsOnlyKeys(Situation.values());
  }

  /** A contract of exceptions only would be none. */
  @Test
  void mostOfItIsTested() {
    assertThat(applicable()).hasSizeGreaterThan(100);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("applicable")
  void holds(ProbeType type, Situation situation, Case tested) throws Exception {
    int tries = 1;
    while (isSpoilt(type, tested)) {
      assertThat(++tries).as("tries that a busy machine spoils").isLessThan(10);
    }
  }

  /** Whether this process was paused, which is no verdict; else each outcome was as expected. */
  private boolean isSpoilt(ProbeType type, Case tested) throws Exception {
    try (Contract.Rig rig = tested.rig().open()) {
      ProbeSpec spec = rig.spec(type, tested.timeout());
      Probe probe = spec.newProbe(rig.means());
      int look = 0;
      for (Outcome expected : tested.outcomes()) {
        rig.before(++look);
        ProbeResult result = looks.look(spec, probe);
        if (Looks.isSpoilt(result)) {
          return true;
        }
        assertThat(result.evidence())
            .as("evidence of look %d of %s", look, spec)
            .matches(expected.pattern());
        assertThat(result.reason()).isEqualTo(expected.reason());
        assertThat(result.reason().words()).isNotBlank();
      }
      looks.loop.submit(probe::close).syncUninterruptibly();
      return false;
    }
  }

  static List<Arguments> applicable() {
    return Arrays.stream(ProbeType.values()).flatMap(ContractTest::applicable).toList();
  }

  private static Stream<Arguments> applicable(ProbeType type) {
    return Contracts.of(type).entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Case)
        .map(ContractTest::arguments)
        .map(rest -> Arguments.of(type, rest.getKey(), rest.getValue()));
  }

  private static Map.Entry<Situation, Contract> arguments(Map.Entry<Situation, Contract> entry) {
    return entry;
  }
}
