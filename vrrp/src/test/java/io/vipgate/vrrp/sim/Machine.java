package io.vipgate.vrrp.sim;

import io.vipgate.vrrp.role.SyncGroup;
import io.vipgate.vrrp.role.SyncGroup.Command;
import io.vipgate.vrrp.router.Cause;
import io.vipgate.vrrp.router.Event;
import io.vipgate.vrrp.router.State;
import io.vipgate.vrrp.router.Transition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One process with a virtual router on each of several links, which move together: what happens to
 * the process happens to all of them, and a sync group passes on what becomes of one.
 */
final class Machine {

  /** What the members tell each other is done in the next turn of the same loop. */
  static final long TURN_NS = 1;

  private static final class Member {
    final Host host;
    @Nullable String hindrance;

    Member(Host host) {
      this.host = host;
    }
  }

  private final VirtualTime time;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private SyncGroup group;
  private boolean settling;

  Machine(VirtualTime time) {
    this.time = time;
    this.group = new SyncGroup("none yet", List.of());
  }

  void add(Host host) {
    members.put(host.toString(), new Member(host));
  }

  boolean has(Host host) {
    return members.containsKey(host.toString());
  }

  List<Host> hosts() {
    return members.values().stream().map(member -> member.host).toList();
  }

  boolean isRunning() {
    return hosts().stream().allMatch(Host::isRunning);
  }

  void boot() {
    if (hosts().stream().anyMatch(Host::isAlive)) {
      return;
    }
    group = new SyncGroup("group", List.copyOf(members.keySet()));
    each(Host::boot);
    members.forEach(this::tellHindrance);
  }

  void die() {
    each(Host::die);
  }

  void freeze() {
    each(Host::freeze);
  }

  void thaw() {
    each(Host::thaw);
    settle();
  }

  void rank(int priority) {
    each(host -> host.rank(priority));
  }

  void rankAsConfigured() {
    each(Host::rankAsConfigured);
  }

  /** By an operator, who tells all of them at once. */
  void promote() {
    each(Host::promote);
  }

  void disconnect(Host host) {
    host.disconnect();
    hinder(host, "no carrier");
  }

  void connect(Host host) {
    host.connect();
    hinder(host, null);
  }

  /** All members are as healthy as they can be by themselves. */
  void heal() {
    each(Host::letSpeak);
    thaw();
    rankAsConfigured();
    boot();
    hosts().forEach(this::connect);
  }

  private void hinder(Host host, @Nullable String hindrance) {
    Member member = members.get(host.toString());
    if (member != null) {
      member.hindrance = hindrance;
      tellHindrance(host.toString(), member);
    }
  }

  private void tellHindrance(String name, Member member) {
    if (member.host.isAlive()) {
      group.hindered(name, member.hindrance);
      settle();
    }
  }

  /** A member changed its state. */
  void moved(Host host, Transition transition) {
    group.moved(host.toString(), transition.to(), transition.cause());
    settle();
  }

  private void settle() {
    if (!settling) {
      settling = true;
      time.after(TURN_NS, this::carryOut);
    }
  }

  private void carryOut() {
    settling = false;
    Command next = isRunning() ? group.next() : null;
    while (next != null) {
      obey(next);
      next = group.next();
    }
  }

  private void obey(Command command) {
    Member member = members.get(command.member());
    if (member != null) {
      member.host.deliver(event(command));
    }
  }

  private static Event event(Command command) {
    if (command instanceof Command.TakeOver takeOver) {
      return new Event.TakeOver(Cause.SYNC_GROUP, takeOver.evidence());
    }
    if (command instanceof Command.StepBack stepBack) {
      return new Event.StepBack(Cause.SYNC_GROUP, stepBack.evidence());
    }
    if (command instanceof Command.Withdraw withdraw) {
      return new Event.FaultRaised(Cause.SYNC_GROUP_FAULT, withdraw.evidence());
    }
    return new Event.FaultCleared(((Command.Return) command).evidence());
  }

  private void each(Consumer<Host> action) {
    hosts().forEach(action);
  }

  /** Where it holds the addresses: for each member whether its kernel answers for them. */
  List<Boolean> holdings() {
    return hosts().stream().map(Host::holds).toList();
  }

  /** What its members are. */
  List<State> states() {
    return hosts().stream().map(Host::state).toList();
  }

  @Override
  public String toString() {
    return members.keySet().toString();
  }
}
