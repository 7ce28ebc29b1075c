package io.vipgate.app.config;

import io.vipgate.health.probe.ProbeType;
import io.vipgate.health.probe.Uses;
import io.vipgate.lb.balance.BalancerType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names that other modules define and the configuration only passes on.
 *
 * @param balancers the balancing algorithms; {@code roundrobin}, the default, is among them
 * @param checkTypes the types of checks; {@code https}, the default, is among them
 */
public record Vocabulary(List<Balancer> balancers, List<CheckType> checkTypes) {
  public Vocabulary {
    balancers = List.copyOf(balancers);
    checkTypes = List.copyOf(checkTypes);
  }

  /** What this build has: all of {@link BalancerType} and {@link ProbeType}. */
  public static Vocabulary builtIn() {
    return new Vocabulary(
        Arrays.stream(BalancerType.values())
            .map(type -> new Balancer(type.key(), type.summary(), type.isProportional()))
            .toList(),
        Arrays.stream(ProbeType.values())
            .map(type -> new CheckType(type.label(), type.summary(), usesOf(type)))
            .toList());
  }

  /**
   * A balancing algorithm.
   *
   * @param summary half a sentence for the reference page
   * @param isProportional whether weights are shares of connections and nothing else
   */
  public record Balancer(String name, String summary, boolean isProportional) {}

  /**
   * A type of check.
   *
   * @param summary half a sentence for the reference page
   * @param uses the groups of settings that matter to it
   */
  public record CheckType(String name, String summary, Set<Uses> uses) {
    public CheckType {
      uses = Set.copyOf(uses);
    }
  }

  private static Set<Uses> usesOf(ProbeType type) {
    return Arrays.stream(Uses.values()).filter(type::uses).collect(Collectors.toSet());
  }
}
