package io.vipgate.bench.load;

import io.vipgate.bench.contender.Contender.Endpoint;

/** Something that makes load from the client node. */
@FunctionalInterface
public interface Load {
  /**
   * Runs it once.
   *
   * @throws LoadException if anything failed, or the two ends do not agree on what was done
   */
  LoadReport run(Endpoint endpoint, int seconds);
}
