package io.vipgate.app.importer;

import io.vipgate.app.importer.source.SourceLine;
import java.util.List;
import java.util.Optional;

/**
 * A {@code vrrp_instance} as keepalived understands it, with its defaults.
 *
 * @param name ours; keepalived's unless that has letters that ours may not have
 * @param state MASTER or BACKUP; how it starts
 * @param virtualRouterId 1 to 255
 * @param priority 1 to 254
 * @param advertSeconds 1 to 255
 * @param password the 1 to 8 bytes that keepalived sends
 * @param addresses IPv4, with prefix length
 * @param scripts the scripts that it tracks
 */
record Router(
    String name,
    SourceLine at,
    Sourced<String> state,
    Sourced<String> interfaceName,
    Sourced<Integer> virtualRouterId,
    Sourced<Integer> priority,
    Sourced<Boolean> preempt,
    Sourced<Integer> advertSeconds,
    Optional<Sourced<String>> password,
    List<Sourced<String>> addresses,
    List<TrackedScript> scripts) {
  Router {
    addresses = List.copyOf(addresses);
    scripts = List.copyOf(scripts);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Router[%s, %s]".formatted(name, at);
  }
}
