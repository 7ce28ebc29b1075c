package io.vipgate.vrrp.role;

import io.vipgate.vrrp.packet.Advertisement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A router's priority and faults: what is configured, what it tracks, and what operators want.
 *
 * <p>An order stands above what is tracked, but not above a fault. The owner of the addresses
 * (priority 255) keeps its priority whatever it tracks; a fault ends its term all the same.
 */
public final class Ranking {

  private static final int LOWEST = 1;
  private static final int HIGHEST = Advertisement.PRIORITY_OWNER - 1;

  private record Tracked(Weight weight, Observation observed) {
    Weight.Effect effect() {
      return weight.of(observed);
    }
  }

  private int configured;
  private final Map<String, Tracked> tracked = new LinkedHashMap<>();
  private RoleOrder order = RoleOrder.NONE;

  /**
   * @param configured the priority without all this, 1 to 255
   * @param weights what is tracked, by its name; not known until it is observed
   */
  public Ranking(int configured, Map<String, Weight> weights) {
    this.configured = configured;
    weights.forEach(
        (name, weight) ->
            tracked.put(name, new Tracked(weight, new Observation.Unknown("not known yet"))));
  }

  /** Another priority is configured from now on, 1 to 255; what is tracked and ordered stays. */
  public void configure(int priority) {
    configured = priority;
  }

  /**
   * Takes note of what is known of something that is tracked.
   *
   * @throws IllegalArgumentException if it is not tracked
   */
  public void observe(String name, Observation observed) {
    Tracked before = tracked.get(name);
    if (before == null) {
      throw new IllegalArgumentException(
          "tracked: value: " + name + " (expected: one of " + tracked.keySet() + ")");
    }
    tracked.put(name, new Tracked(before.weight, observed));
  }

  public void order(RoleOrder wanted) {
    order = wanted;
  }

  public RoleOrder order() {
    return order;
  }

  /** What follows from all that. */
  public Standing standing() {
    return switch (order) {
      case NONE -> tracking();
      case DEMOTED -> new Standing(LOWEST, "demoted on request", fault());
      case PROMOTED -> new Standing(Math.max(configured, HIGHEST), "promoted on request", fault());
    };
  }

  private Standing tracking() {
    if (configured == Advertisement.PRIORITY_OWNER) {
      return new Standing(configured, "", fault());
    }
    int sum = configured;
    List<String> reasons = new ArrayList<>();
    for (Map.Entry<String, Tracked> entry : tracked.entrySet()) {
      int adjustment = entry.getValue().effect().adjustment();
      if (adjustment != 0) {
        sum += adjustment;
        reasons.add(inWords(entry) + " (" + (adjustment > 0 ? "+" : "") + adjustment + ")");
      }
    }
    int priority = Math.max(LOWEST, Math.min(sum, HIGHEST));
    return new Standing(priority, String.join(", ", reasons), fault());
  }

  private @Nullable String fault() {
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, Tracked> entry : tracked.entrySet()) {
      if (entry.getValue().effect().fault()) {
        faults.add(inWords(entry));
      }
    }
    return faults.isEmpty() ? null : String.join(", ", faults);
  }

  private static String inWords(Map.Entry<String, Tracked> entry) {
    return entry.getKey() + " is " + entry.getValue().observed.inWords();
  }
}
