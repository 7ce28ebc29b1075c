package io.vipgate.vrrp.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vipgate.vrrp.role.SyncGroup.Command;
import io.vipgate.vrrp.role.SyncGroup.Command.Return;
import io.vipgate.vrrp.role.SyncGroup.Command.StepBack;
import io.vipgate.vrrp.role.SyncGroup.Command.TakeOver;
import io.vipgate.vrrp.role.SyncGroup.Command.Withdraw;
import io.vipgate.vrrp.router.Cause;
import io.vipgate.vrrp.router.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncGroupTest {

  private final SyncGroup group = new SyncGroup("edge", List.of("in", "out"));

  @Test
  void nobodyTakesPartBeforeEverybodyCan() {
    group.hindered("in", null);
    assertThat(commands()).containsExactly(new Withdraw("in", "vrrp/out: not started yet"));
    group.hindered("out", null);
    assertThat(commands()).containsExactly(new Return("in", "vrrp/out can take part"));
  }

  @Test
  void theOthersTakeOverWithWhoeverBecomesMaster() {
    allListen();
    group.moved("in", State.MASTER, Cause.NO_MASTER);
    assertThat(commands()).containsExactly(new TakeOver("out", "vrrp/in is master"));
    assertThat(group.state()).isEqualTo(State.BACKUP);
    group.moved("out", State.MASTER, Cause.SYNC_GROUP);
    assertThat(commands()).isEmpty();
    assertThat(group.state()).isEqualTo(State.MASTER);
  }

  @Test
  void theOthersStepBackWithWhoeverDoes() {
    allAreMaster();
    group.moved("out", State.BACKUP, Cause.HIGHER_PRIORITY);
    assertThat(commands()).containsExactly(new StepBack("in", "vrrp/out is no longer master"));
    group.moved("in", State.BACKUP, Cause.SYNC_GROUP);
    assertThat(commands()).isEmpty();
  }

  @Test
  void oneFaultIsTheFaultOfAll() {
    allListen();
    group.hindered("out", "eth1: no carrier");
    assertThat(commands()).containsExactly(new Withdraw("in", "vrrp/out: eth1: no carrier"));
    group.moved("out", State.INITIALIZE, Cause.INTERFACE_DOWN);
    group.moved("in", State.INITIALIZE, Cause.SYNC_GROUP_FAULT);
    assertThat(commands()).isEmpty();
    assertThat(group.state()).isEqualTo(State.INITIALIZE);
    group.hindered("out", "eth1: the interface is down");
    assertThat(commands()).isEmpty();
    group.hindered("out", null);
    assertThat(commands()).containsExactly(new Return("in", "vrrp/out can take part"));
  }

  @Test
  void twoFaultsTakeTwoRecoveries() {
    allListen();
    group.hindered("out", "eth1: no carrier");
    group.hindered("in", "eth0: no carrier");
    assertThat(commands())
        .containsExactly(
            new Withdraw("in", "vrrp/out: eth1: no carrier"),
            new Withdraw("out", "vrrp/in: eth0: no carrier"));
    group.hindered("out", null);
    assertThat(commands()).containsExactly(new Return("in", "vrrp/out can take part"));
    group.hindered("in", null);
    assertThat(commands()).containsExactly(new Return("out", "vrrp/in can take part"));
  }

  @Test
  void aTermThatIsOverBeforeItIsSpokenOfMovesNobody() {
    allListen();
    group.moved("in", State.MASTER, Cause.NO_MASTER);
    group.moved("in", State.BACKUP, Cause.HIGHER_PRIORITY);
    assertThat(commands()).isEmpty();
  }

  @Test
  void theOthersWaitForOneWhoseAdvertisementsDoNotLeave() {
    allAreMaster();
    group.moved("out", State.BACKUP, Cause.CANNOT_ADVERTISE);
    assertThat(commands())
        .containsExactly(
            new Withdraw("in", "vrrp/out: its advertisements do not leave this host"),
            new StepBack("in", "vrrp/out is no longer master"));
    group.moved("in", State.INITIALIZE, Cause.SYNC_GROUP_FAULT);

    group.moved("out", State.MASTER, Cause.PREEMPTION);
    group.moved("out", State.BACKUP, Cause.CANNOT_ADVERTISE);
    assertThat(commands()).as("it failed again").isEmpty();

    group.moved("out", State.MASTER, Cause.PREEMPTION);
    assertThat(commands()).containsExactly(new Return("in", "vrrp/out can take part"));
    group.moved("in", State.BACKUP, Cause.FAULT_CLEARED);
    assertThat(commands()).containsExactly(new TakeOver("in", "vrrp/out is master"));
  }

  @Test
  void refusesStrangers() {
    assertThatThrownBy(() -> group.moved("other", State.MASTER, Cause.NO_MASTER))
        .hasMessage("sync group member: value: other (expected: one of [in, out])");
  }

  private List<Command> commands() {
    List<Command> commands = new ArrayList<>();
    for (Command next = group.next(); next != null; next = group.next()) {
      commands.add(next);
    }
    return commands;
  }

  private void allListen() {
    group.hindered("in", null);
    group.hindered("out", null);
    assertThat(commands()).isEmpty();
    group.moved("in", State.BACKUP, Cause.STARTED);
    group.moved("out", State.BACKUP, Cause.STARTED);
  }

  private void allAreMaster() {
    allListen();
    group.moved("in", State.MASTER, Cause.NO_MASTER);
    group.moved("out", State.MASTER, Cause.SYNC_GROUP);
    assertThat(commands()).isEmpty();
  }
}
