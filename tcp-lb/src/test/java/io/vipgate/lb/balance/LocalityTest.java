package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.BalancerType.LBLC;
import static io.vipgate.lb.balance.BalancerType.LBLCR;
import static io.vipgate.lb.balance.Trial.not;
import static io.vipgate.lb.balance.Trial.servers;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lb.pool.Server;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code lblc} and {@code lblcr}, which go by the address that the client connected to. */
class LocalityTest {
  private static final Flows ONE = Flows.to("10.32.255.99");
  private static final Flows OTHER = Flows.to("2001:db8::99");
  private static final List<Server> SERVERS = servers("a4 b4");

  /** By hand: a has more than 4 with the fifth, while b is idle; with 5 and 5 nobody is better. */
  @Test
  void lblcMovesWhenItsServerIsOverloadedAndAnotherIsHalfEmpty() {
    assertThat(new Trial(LBLC).holds(SERVERS, ONE, 15)).isEqualTo("aaaaa" + "bbbbbbbbbb");
  }

  @Test
  void lblcStaysWhileNobodyIsHalfEmpty() {
    assertThat(new Trial(LBLC).loaded("a0 b2").holds(SERVERS, ONE, 9)).isEqualTo("aaaaaaaaa");
  }

  @Test
  void lblcGivesEachAddressAServerOfItsOwn() {
    Trial trial = new Trial(LBLC);
    assertThat(trial.holds(SERVERS, ONE, 2)).isEqualTo("aa");
    assertThat(trial.holds(SERVERS, OTHER, 4)).isEqualTo("bbbb");
    assertThat(trial.holds(SERVERS, ONE, 2)).isEqualTo("aa");
  }

  @Test
  void lblcMovesWhenItsServerIsGoneOrTriedAndKeepsItsNewOne() {
    Trial trial = new Trial(LBLC);
    assertThat(trial.holds(SERVERS, ONE, 1)).isEqualTo("a");
    assertThat(trial.pick(SERVERS, not("a"), ONE)).isEqualTo("b");
    assertThat(trial.loaded("b1").holds(SERVERS, ONE, 1)).isEqualTo("b");
    assertThat(trial.holds(servers("a4"), ONE, 1)).isEqualTo("a");
    assertThat(trial.loaded("a3 b0").holds(SERVERS, ONE, 1)).isEqualTo("a");
  }

  @Test
  void lblcKnowsItsServerByNameWhenItsWeightChanges() {
    Trial trial = new Trial(LBLC);
    assertThat(trial.holds(SERVERS, ONE, 3)).isEqualTo("aaa");
    assertThat(trial.holds(servers("a3 b4"), ONE, 2)).as("3 is no more than 3").isEqualTo("ab");
  }

  /**
   * By hand: b joins a when a has 5, and is in front; then the set's least {@code open/weight}: b
   * up to 5, b of the equals, a, and so on.
   */
  @Test
  void lblcrGrowsItsSetWhenItIsOverloaded() {
    assertThat(new Trial(LBLCR).holds(SERVERS, ONE, 14)).isEqualTo("aaaaa" + "bbbbb" + "baba");
  }

  @Test
  void lblcrGivesEachAddressASetOfItsOwn() {
    Trial trial = new Trial(LBLCR);
    assertThat(trial.holds(SERVERS, ONE, 2)).isEqualTo("aa");
    assertThat(trial.holds(SERVERS, OTHER, 4)).isEqualTo("bbbb");
    assertThat(trial.holds(SERVERS, ONE, 2)).isEqualTo("aa");
  }

  @Test
  void lblcrShrinksItsSetADayAfterItsLastChange() {
    long day = Duration.ofHours(24).toNanos();
    Trial trial = new Trial(LBLCR);
    assertThat(trial.holds(SERVERS, ONE.at(7), 6)).isEqualTo("aaaaab");
    trial.loaded("a3 b0");
    assertThat(trial.pick(SERVERS, s -> true, ONE.at(day + 7))).as("a day").isEqualTo("b");
    assertThat(trial.loaded("b4").pick(SERVERS, s -> true, ONE.at(day + 7))).isEqualTo("a");
    trial.loaded("a3 b0");
    assertThat(trial.pick(SERVERS, s -> true, ONE.at(day + 8))).as("more").isEqualTo("b");
    assertThat(trial.loaded("b4").pick(SERVERS, s -> true, ONE.at(day + 9))).isEqualTo("b");
  }

  @Test
  void lblcrForgetsWhoIsGone() {
    Trial trial = new Trial(LBLCR);
    assertThat(trial.holds(SERVERS, ONE, 6)).isEqualTo("aaaaab");
    assertThat(trial.holds(servers("a4"), ONE, 1)).isEqualTo("a");
    assertThat(trial.loaded("a3 b0").holds(SERVERS, ONE, 1)).as("b is not in it").isEqualTo("a");
    assertThat(trial.pick(servers("b4 c4"), s -> true, ONE)).isEqualTo("b");
  }
}
