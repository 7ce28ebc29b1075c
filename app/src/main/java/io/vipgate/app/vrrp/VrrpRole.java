package io.vipgate.app.vrrp;

import io.vipgate.app.config.TrackConfig;
import io.vipgate.app.config.VrrpConfig;
import io.vipgate.vrrp.role.Observation;
import io.vipgate.vrrp.role.Ranking;
import io.vipgate.vrrp.role.RoleOrder;
import io.vipgate.vrrp.role.Standing;
import io.vipgate.vrrp.role.SyncGroup;
import io.vipgate.vrrp.role.Weight;
import io.vipgate.vrrp.router.Cause;
import io.vipgate.vrrp.router.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What one instance is to be, as events for its virtual router: from what it tracks, what operators
 * want, and what its sync group demands.
 */
final class VrrpRole {

  private static final Observation NOT_KNOWN = new Observation.Unknown("not looked at yet");

  private record Fault(Cause cause, String evidence) {}

  private final Ranking ranking;
  private final Map<String, Weight> weights = new LinkedHashMap<>();

  /** Read by other threads. */
  private final Map<String, Observation> observed = new ConcurrentHashMap<>();

  private @Nullable String carrierFault;
  private @Nullable String groupFault;
  private Standing standing;
  private @Nullable Fault fault;

  VrrpRole(VrrpConfig config) {
    for (TrackConfig track : config.role().tracks()) {
      weights.put(track.name(), track.weight());
    }
    ranking = new Ranking(config.priority(), weights);
    standing = ranking.standing();
    fault = faultNow();
  }

  Standing standing() {
    return standing;
  }

  RoleOrder order() {
    return ranking.order();
  }

  /** What is known of each thing that is tracked, in the configuration's order. */
  Map<String, String> inWords() {
    Map<String, String> words = new LinkedHashMap<>();
    weights.forEach(
        (name, weight) ->
            words.put(name, observed(name).inWords() + " (weight " + weight.inWords() + ")"));
    return words;
  }

  /** 1 for what is up, 0 for what is down, a number's value, NaN for what is unknown. */
  double value(String name) {
    Observation now = observed(name);
    if (now instanceof Observation.Reading reading) {
      return reading.value();
    }
    return now instanceof Observation.Unknown ? Double.NaN : now instanceof Observation.Up ? 1 : 0;
  }

  private Observation observed(String name) {
    return observed.getOrDefault(name, NOT_KNOWN);
  }

  /** What a virtual router that is new has to know first. */
  List<Event> introduction() {
    List<Event> events = new ArrayList<>();
    events.add(new Event.PriorityChanged(standing.priority(), standing.reason()));
    if (fault != null) {
      events.add(new Event.FaultRaised(fault.cause, fault.evidence));
    }
    return events;
  }

  List<Event> observe(String name, Observation now) {
    ranking.observe(name, now);
    observed.put(name, now);
    return changes(name + ": " + now.evidence());
  }

  /** Another priority is configured from now on. */
  List<Event> configure(int priority) {
    ranking.configure(priority);
    return changes("by a reload");
  }

  List<Event> order(RoleOrder order) {
    ranking.order(order);
    return changes("by an operator's command");
  }

  /**
   * The interfaces that are to carry the addresses.
   *
   * @param trouble why one of them cannot; null if all can
   */
  List<Event> carriers(@Nullable String trouble) {
    carrierFault = trouble;
    return changes("the interfaces of all addresses can be used");
  }

  /** What its sync group demands of it. */
  List<Event> demand(SyncGroup.Command command) {
    if (command instanceof SyncGroup.Command.TakeOver takeOver) {
      return List.of(new Event.TakeOver(Cause.SYNC_GROUP, takeOver.evidence()));
    }
    if (command instanceof SyncGroup.Command.StepBack stepBack) {
      return List.of(new Event.StepBack(Cause.SYNC_GROUP, stepBack.evidence()));
    }
    if (command instanceof SyncGroup.Command.Withdraw withdraw) {
      groupFault = withdraw.evidence();
      return changes(withdraw.evidence());
    }
    if (command instanceof SyncGroup.Command.Return back) {
      groupFault = null;
      return changes(back.evidence());
    }
    throw new IllegalStateException("command: value: " + command + " (expected: a known one)");
  }

  private List<Event> changes(String why) {
    Standing before = standing;
    Fault faultBefore = fault;
    standing = ranking.standing();
    fault = faultNow();
    List<Event> events = new ArrayList<>();
    if (before.priority() != standing.priority() || !before.reason().equals(standing.reason())) {
      events.add(new Event.PriorityChanged(standing.priority(), standing.reason()));
    }
    if (fault != null && faultBefore == null) {
      events.add(0, new Event.FaultRaised(fault.cause, fault.evidence));
    } else if (fault == null && faultBefore != null) {
      events.add(new Event.FaultCleared(why));
    }
    return events;
  }

  /** Why it could not be master even if it were alone; null if it could. */
  @Nullable String ownFault() {
    String tracked = standing.fault();
    return tracked == null ? carrierFault : tracked;
  }

  private @Nullable Fault faultNow() {
    String own = ownFault();
    if (own != null) {
      return new Fault(Cause.TRACKED_FAULT, own);
    }
    return groupFault == null ? null : new Fault(Cause.SYNC_GROUP_FAULT, groupFault);
  }
}
