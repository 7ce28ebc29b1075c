package io.vipgate.app.importer;

import io.vipgate.app.importer.source.SourceLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A {@code vrrp_instance} as keepalived understands it, with its defaults.
 *
 * @param name ours; keepalived's unless that has letters that ours may not have
 * @param state MASTER or BACKUP; how it starts
 * @param version 2 or 3
 * @param virtualRouterId 1 to 255
 * @param priority 1 to 255
 * @param advertInterval whole seconds in version 2, steps of 10 ms in version 3
 * @param password the 1 to 8 bytes that keepalived sends; of version 2 only
 * @param addresses of one family, with prefix length, and what is special about each
 * @param others further settings, such as delays
 * @param unicast settings of the section {@code unicast}; empty for multicast
 * @param tracks what it tracks
 */
record Router(
    String name,
    SourceLine at,
    Sourced<String> state,
    Sourced<String> interfaceName,
    Sourced<Integer> version,
    Sourced<Integer> virtualRouterId,
    Sourced<Integer> priority,
    Sourced<Boolean> preempt,
    Sourced<Duration> advertInterval,
    Optional<Sourced<String>> password,
    List<Sourced<String>> addresses,
    List<Setting> others,
    List<Setting> unicast,
    List<TrackDraft> tracks) {
  Router {
    addresses = List.copyOf(addresses);
    others = List.copyOf(others);
    unicast = List.copyOf(unicast);
    tracks = List.copyOf(tracks);
  }

  /** The scripts that it tracks. */
  List<TrackedScript> scripts() {
    return tracks.stream().flatMap(track -> track.script().stream()).toList();
  }

  /** Whether it is of a sync group. */
  boolean isInGroup() {
    return others.stream().anyMatch(setting -> setting.key().equals("sync-group"));
  }

  /** Whether its addresses have a hardware address of their own. */
  boolean hasVirtualMac() {
    return others.stream().anyMatch(setting -> setting.key().equals(VirtualMacReader.KEY));
  }

  Router withoutVirtualMac() {
    return with(
        others.stream().filter(setting -> !setting.key().equals(VirtualMacReader.KEY)).toList(),
        tracks);
  }

  Router withTracks(List<TrackDraft> other) {
    return with(others, other);
  }

  private Router with(List<Setting> newOthers, List<TrackDraft> newTracks) {
    return new Router(
        name,
        at,
        state,
        interfaceName,
        version,
        virtualRouterId,
        priority,
        preempt,
        advertInterval,
        password,
        addresses,
        newOthers,
        unicast,
        newTracks);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Router[%s, %s]".formatted(name, at);
  }
}
