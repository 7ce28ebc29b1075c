package io.vipgate.app.config;

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
