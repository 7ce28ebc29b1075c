package io.vipgate.vrrp.role;

import io.vipgate.vrrp.router.Cause;
import io.vipgate.vrrp.router.State;
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
 *   <li>One whose advertisements do not leave this host is the first to try again: until it has
 *       become master by itself, the others take no part. They would take the addresses away from
 *       whoever has them now, only to give them up again with it.
 * </ul>
 *
 * <p>It is told what happens, and asked for one {@linkplain #next command} after the other once
 * that is over: a member that becomes master and fails at once has moved nobody.
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
    private @Nullable String hindrance = "not started yet";
    private boolean unheard;
    private boolean withdrawn;

    /** Whether it was told to move; once is enough. */
    private boolean told;

    private @Nullable String whyOthersCannot() {
      return hindrance == null && unheard ? "its advertisements do not leave this host" : hindrance;
    }
  }

  private final String name;
  private final Map<String, Member> members = new LinkedHashMap<>();

  /** Who moved last, to or from MASTER, and so whether the others are to be master. */
  private String mover = "";

  private boolean master;

  /** Who could take part last of all. */
  private String recovered = "";

  /**
   * @param members their names; each is hindered until it says that it is not
   */
  public SyncGroup(String name, List<String> members) {
    this.name = name;
    members.forEach(member -> this.members.put(member, new Member()));
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
  public void moved(String who, State to, Cause cause) {
    Member member = member(who);
    boolean wasMaster = member.state == State.MASTER;
    member.state = to;
    member.told = false;
    if (wasMaster || to == State.MASTER) {
      mover = who;
      master = to == State.MASTER;
      members.values().forEach(other -> other.told = false);
    }
    if (cause == Cause.CANNOT_ADVERTISE) {
      member.unheard = true;
    }
  }

  /**
   * A member can, or cannot, take part for reasons of its own.
   *
   * @param hindrance why not; null if it can
   */
  public void hindered(String who, @Nullable String hindrance) {
    member(who).hindrance = hindrance;
    if (hindrance == null) {
      recovered = who;
    }
  }

  /**
   * What is to be done next: to be carried out before the next one is asked for.
   *
   * @return null if nothing is
   */
  public @Nullable Command next() {
    members.forEach(this::believeIfHeard);
    for (Map.Entry<String, Member> entry : members.entrySet()) {
      Command command = withdrawOrReturn(entry.getKey(), entry.getValue());
      if (command != null) {
        return command;
      }
    }
    for (Map.Entry<String, Member> entry : members.entrySet()) {
      Command command = follow(entry.getKey(), entry.getValue());
      if (command != null) {
        return command;
      }
    }
    return null;
  }

  /** A master's first advertisement leaves, or its term is over before we are asked. */
  private void believeIfHeard(String who, Member member) {
    if (member.unheard && member.state == State.MASTER) {
      member.unheard = false;
      recovered = who;
    }
  }

  private @Nullable Command withdrawOrReturn(String who, Member member) {
    String others = hindranceOfOthers(who);
    if ((others != null) == member.withdrawn) {
      return null;
    }
    member.withdrawn = others != null;
    return others == null
        ? new Command.Return(who, "vrrp/" + recovered + " can take part")
        : new Command.Withdraw(who, others);
  }

  private @Nullable String hindranceOfOthers(String who) {
    for (Map.Entry<String, Member> entry : members.entrySet()) {
      String hindrance = entry.getValue().whyOthersCannot();
      if (hindrance != null && !entry.getKey().equals(who)) {
        return "vrrp/" + entry.getKey() + ": " + hindrance;
      }
    }
    return null;
  }

  private @Nullable Command follow(String who, Member member) {
    if (member.told || member.state != (master ? State.BACKUP : State.MASTER)) {
      return null;
    }
    member.told = true;
    return master
        ? new Command.TakeOver(who, "vrrp/" + mover + " is master")
        : new Command.StepBack(who, "vrrp/" + mover + " is no longer master");
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
