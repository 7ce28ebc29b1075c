package io.vipgate.vrrp.role;

import io.vipgate.vrrp.router.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Virtual routers that move together, as keepalived's {@code vrrp_sync_group} has it: what becomes
 * of one is what the others are told to do.
 *
 * <ul>
 *   <li>One becomes master: so do the others, at once.
 *   <li>One steps back: so do the others, which resign.
 *   <li>One cannot take part (interface, fault): neither can the others, until all can.
 * </ul>
 */
public final class SyncGroup {

  /** What a member is to do. */
  public sealed interface Command {
    String member();

    /** Become master. */
    record TakeOver(String member, String evidence) implements Command {}

    /** Resign, and listen. */
    record StepBack(String member, String evidence) implements Command {}

    /** Take no part, since another member cannot. */
    record Withdraw(String member, String evidence) implements Command {}

    /** Every member can take part: this one may as well. */
    record Return(String member, String evidence) implements Command {}
  }

  private static final class Member {
    private State state = State.INITIALIZE;
    private @Nullable String hindrance;
    private boolean withdrawn;
  }

  private final String name;
  private final Map<String, Member> members = new LinkedHashMap<>();

  /**
   * @param members their names; each is hindered until it says that it is not
   */
  public SyncGroup(String name, List<String> members) {
    this.name = name;
    for (String member : members) {
      Member added = new Member();
      added.hindrance = "not started yet";
      this.members.put(member, added);
    }
  }

  public String name() {
    return name;
  }

  /** MASTER if every member is, INITIALIZE if any is; else BACKUP. */
  public State state() {
    if (members.values().stream().anyMatch(member -> member.state == State.INITIALIZE)) {
      return State.INITIALIZE;
    }
    boolean all = members.values().stream().allMatch(member -> member.state == State.MASTER);
    return all ? State.MASTER : State.BACKUP;
  }

  /** A member changed its state, by itself or because it was told to. */
  public List<Command> moved(String who, State to) {
    Member mover = member(who);
    State from = mover.state;
    mover.state = to;
    if (to == State.MASTER) {
      return tell(
          who, State.BACKUP, other -> new Command.TakeOver(other, "vrrp/" + who + " is master"));
    }
    if (from == State.MASTER && to == State.BACKUP) {
      return tell(
          who,
          State.MASTER,
          other -> new Command.StepBack(other, "vrrp/" + who + " is no longer master"));
    }
    return List.of();
  }

  /**
   * A member can, or cannot, take part for reasons of its own.
   *
   * @param hindrance why not; null if it can
   */
  public List<Command> hindered(String who, @Nullable String hindrance) {
    member(who).hindrance = hindrance;
    List<Command> commands = new ArrayList<>();
    for (Map.Entry<String, Member> entry : members.entrySet()) {
      Command command = withdrawOrReturn(entry.getKey(), entry.getValue(), who);
      if (command != null) {
        commands.add(command);
      }
    }
    return commands;
  }

  private @Nullable Command withdrawOrReturn(String name, Member member, String cause) {
    String others = hindranceOfOthers(name);
    if ((others != null) == member.withdrawn) {
      return null;
    }
    member.withdrawn = others != null;
    return others == null
        ? new Command.Return(name, "vrrp/" + cause + " can take part")
        : new Command.Withdraw(name, others);
  }

  private @Nullable String hindranceOfOthers(String name) {
    for (Map.Entry<String, Member> entry : members.entrySet()) {
      String hindrance = entry.getValue().hindrance;
      if (hindrance != null && !entry.getKey().equals(name)) {
        return "vrrp/" + entry.getKey() + ": " + hindrance;
      }
    }
    return null;
  }

  private interface Commanding {
    Command of(String member);
  }

  private List<Command> tell(String but, State in, Commanding commanding) {
    List<Command> commands = new ArrayList<>();
    members.forEach(
        (other, member) -> {
          if (!other.equals(but) && member.state == in) {
            commands.add(commanding.of(other));
          }
        });
    return commands;
  }

  private Member member(String who) {
    Member found = members.get(who);
    if (found == null) {
      throw new IllegalArgumentException(
          "sync group member: value: " + who + " (expected: one of " + members.keySet() + ")");
    }
    return found;
  }
}
