package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.BalancerType.FIRST;
import static io.vipgate.lb.balance.BalancerType.FO;
import static io.vipgate.lb.balance.BalancerType.OVF;
import static io.vipgate.lb.balance.Trial.not;
import static io.vipgate.lb.balance.Trial.servers;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code first}, {@code fo} and {@code ovf}, which prefer one server while it can. */
class PreferenceTest {

  @Test
  void firstIsTheFirstThatCan() {
    Trial trial = new Trial(FIRST).loaded("a99");
    assertThat(trial.picks(servers("a1 b256 c1"), 3)).isEqualTo("aaa");
    assertThat(trial.picks(servers("a1 b1 c256"), not("a"), 3)).isEqualTo("bbb");
    assertThat(trial.picks(servers("c1 b1 a1"), 3)).isEqualTo("ccc");
  }

  @Test
  void foIsTheHeaviestThatCan() {
    Trial trial = new Trial(FO).loaded("b99");
    assertThat(trial.picks(servers("a2 b5 c5"), 3)).isEqualTo("bbb");
    assertThat(trial.picks(servers("a2 b5 c5"), not("b"), 3)).isEqualTo("ccc");
    assertThat(trial.picks(servers("a2 b5 c5"), not("bc"), 3)).isEqualTo("aaa");
    assertThat(trial.picks(servers("a6 b5 c5"), 3)).isEqualTo("aaa");
  }

  /**
   * By hand: b, the heavier one, until its connections exceed 3; a, until they exceed 2; then by
   * {@code open/weight}, 3/2 and 4/3: b; 3/2 and 5/3: a; 4/2 and 5/3: b; 4/2 and 6/3: a.
   */
  @Test
  void ovfFillsTheHeaviestFirst() {
    assertThat(new Trial(OVF).holds(servers("a2 b3"), 11)).isEqualTo("bbbb" + "aaa" + "baba");
  }

  @Test
  void ovfComesBackWhenThereIsRoom() {
    Trial trial = new Trial(OVF).loaded("a0 b4");
    assertThat(trial.picks(servers("a2 b3"), 1)).isEqualTo("a");
    assertThat(trial.loaded("b3").picks(servers("a2 b3"), 1)).isEqualTo("b");
    assertThat(trial.picks(servers("a2 b3"), not("b"), 1)).isEqualTo("a");
  }
}
