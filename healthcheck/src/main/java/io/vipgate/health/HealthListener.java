package io.vipgate.health;

import io.vipgate.health.probe.ProbeResult;

/**
 * Hears what the checks found. Called on the checks' thread, in order for each server: must not
 * block.
 */
public interface HealthListener {

  /**
   * Each result, before the change that it may lead to. {@code health} has it counted already.
   *
   * @param server the name that it is watched by
   */
  void onResult(String server, ProbeResult result, Health health);

  /** Each change of a verdict, the first ({@code from} unknown) included. */
  void onChange(String server, HealthChange change);
}
