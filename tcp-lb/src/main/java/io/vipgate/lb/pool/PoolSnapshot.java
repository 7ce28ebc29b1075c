package io.vipgate.lb.pool;

import io.vipgate.lb.pool.Member.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The pool as it was at one instant. Immutable; a change makes a new snapshot with new lists, so a
 * list that is the same object holds the same servers.
 */
public final class PoolSnapshot {
  private final List<Member> members;
  private final Map<Server, ServerState> states;
  private final List<List<Server>> rotation;
  private final boolean nobodyUsable;
  private final List<List<Server>> lastResorts;

  PoolSnapshot(List<Member> members) {
    this.members = List.copyOf(members);
    Map<Server, ServerState> byServer = new LinkedHashMap<>();
    members.forEach(member -> byServer.put(member.server(), member.state()));
    this.states = Collections.unmodifiableMap(byServer);
    this.rotation = rotation(members);
    this.nobodyUsable = rotation.stream().allMatch(List::isEmpty);
    this.lastResorts = List.of(select(Standing.DRAINED), select(Standing.DEAD));
  }

  /** Every server with its state, in the order of the configuration, with its configured weight. */
  public Map<Server, ServerState> states() {
    return states;
  }

  /** The server of that name, with its configured weight; null if there is none. */
  public @Nullable Server named(String name) {
    for (Member member : members) {
      if (member.server().name().equals(name)) {
        return member.server();
      }
    }
    return null;
  }

  /**
   * The servers in rotation: ready or not yet checked, and of a weight above 0. One list a tier,
   * the first tier first; a list is empty where nobody of that tier is in rotation. Weights are
   * those to balance by.
   */
  public List<List<Server>> rotation() {
    return rotation;
  }

  /** Whether no server of any tier is in rotation. */
  public boolean isNobodyUsable() {
    return nobodyUsable;
  }

  /**
   * Whom to try when nobody usable is left: first those that are not ready (or of weight 0), then
   * those that are down. Serving badly beats refusing: checks can be wrong about all servers at
   * once.
   */
  public List<List<Server>> lastResorts() {
    return lastResorts;
  }

  List<Member> members() {
    return members;
  }

  private static List<List<Server>> rotation(List<Member> members) {
    UnaryOperator<Member> scaling = scaling(members);
    int tiers = 1 + members.stream().mapToInt(PoolSnapshot::tier).max().orElse(0);
    List<List<Server>> rotation = new ArrayList<>(tiers);
    for (int i = 0; i < tiers; i++) {
      int tier = i;
      rotation.add(
          members.stream()
              .filter(member -> tier(member) == tier && member.standing() == Standing.USABLE)
              .map(member -> scaling.apply(member).server())
              .toList());
    }
    return List.copyOf(rotation);
  }

  private static int tier(Member member) {
    return member.server().options().tier();
  }

  /** While somebody starts slowly all weights are larger: of a weight of 1 there are no parts. */
  private static UnaryOperator<Member> scaling(List<Member> members) {
    if (members.stream().noneMatch(Member::isStarting)) {
      return UnaryOperator.identity();
    }
    int heaviest = members.stream().mapToInt(m -> m.server().weight()).max().orElse(1);
    int factor = Math.min(SlowStart.FULL, Server.MAX_WEIGHT / heaviest);
    return member -> member.scaledBy(factor);
  }

  private List<Server> select(Standing standing) {
    return members.stream()
        .filter(member -> member.standing() == standing)
        .map(Member::server)
        .toList();
  }
}
