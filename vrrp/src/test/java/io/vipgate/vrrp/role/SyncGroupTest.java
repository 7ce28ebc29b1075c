package io.vipgate.vrrp.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vipgate.vrrp.role.SyncGroup.Command.Return;
import io.vipgate.vrrp.role.SyncGroup.Command.StepBack;
import io.vipgate.vrrp.role.SyncGroup.Command.TakeOver;
import io.vipgate.vrrp.role.SyncGroup.Command.Withdraw;
import io.vipgate.vrrp.router.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncGroupTest {

  private final SyncGroup group = new SyncGroup("edge", List.of("in", "out"));

  @Test
  void nobodyTakesPartBeforeEverybodyCan() {
    assertThat(group.hindered("in", null))
        .containsExactly(new Withdraw("in", "vrrp/out: not started yet"));
    assertThat(group.hindered("out", null))
        .containsExactly(new Return("in", "vrrp/out can take part"));
  }

  @Test
  void theOthersTakeOverWithWhoeverBecomesMaster() {
    allListen();
    assertThat(group.moved("in", State.MASTER))
        .containsExactly(new TakeOver("out", "vrrp/in is master"));
    assertThat(group.state()).isEqualTo(State.BACKUP);
    assertThat(group.moved("out", State.MASTER)).isEmpty();
    assertThat(group.state()).isEqualTo(State.MASTER);
  }

  @Test
  void theOthersStepBackWithWhoeverDoes() {
    allListen();
    group.moved("in", State.MASTER);
    group.moved("out", State.MASTER);
    assertThat(group.moved("out", State.BACKUP))
        .containsExactly(new StepBack("in", "vrrp/out is no longer master"));
    assertThat(group.moved("in", State.BACKUP)).isEmpty();
  }

  @Test
  void oneFaultIsTheFaultOfAll() {
    allListen();
    assertThat(group.hindered("out", "eth1: no carrier"))
        .containsExactly(new Withdraw("in", "vrrp/out: eth1: no carrier"));
    assertThat(group.moved("out", State.INITIALIZE)).isEmpty();
    assertThat(group.moved("in", State.INITIALIZE)).isEmpty();
    assertThat(group.state()).isEqualTo(State.INITIALIZE);
    assertThat(group.hindered("out", "eth1: the interface is down")).isEmpty();
    assertThat(group.hindered("out", null))
        .containsExactly(new Return("in", "vrrp/out can take part"));
  }

  @Test
  void twoFaultsTakeTwoRecoveries() {
    allListen();
    group.hindered("out", "eth1: no carrier");
    assertThat(group.hindered("in", "eth0: no carrier"))
        .containsExactly(new Withdraw("out", "vrrp/in: eth0: no carrier"));
    assertThat(group.hindered("out", null))
        .containsExactly(new Return("in", "vrrp/out can take part"));
    assertThat(group.hindered("in", null))
        .containsExactly(new Return("out", "vrrp/in can take part"));
  }

  @Test
  void refusesStrangers() {
    assertThatThrownBy(() -> group.moved("other", State.MASTER))
        .hasMessage("sync group member: value: other (expected: one of [in, out])");
  }

  private void allListen() {
    group.hindered("in", null);
    group.hindered("out", null);
    group.moved("in", State.BACKUP);
    group.moved("out", State.BACKUP);
  }
}
