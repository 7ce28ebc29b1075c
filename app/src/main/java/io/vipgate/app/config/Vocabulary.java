package io.vipgate.app.config;

import io.vipgate.health.probe.ProbeType;
import io.vipgate.lb.balance.BalancerType;
import java.util.Arrays;
import java.util.List;

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
            .map(type -> new Balancer(type.key(), type.summary()))
            .toList(),
        Arrays.stream(ProbeType.values())
            .map(
                type ->
                    new CheckType(type.label(), type.summary(), type.usesHttp(), type.usesTls()))
            .toList());
  }

  /**
   * A balancing algorithm.
   *
   * @param summary half a sentence for the reference page
   */
  public record Balancer(String name, String summary) {}

  /**
   * A type of check.
   *
   * @param summary half a sentence for the reference page
   * @param usesHttp whether path, host and status matter to it
   * @param usesTls whether verify, ca-file and sni matter to it
   */
  public record CheckType(String name, String summary, boolean usesHttp, boolean usesTls) {}
}
