package io.vipgate.app.vrrp;

import io.vipgate.app.config.TrackConfig;
import io.vipgate.app.config.Tracked;
import io.vipgate.app.notify.RoleNews;
import io.vipgate.app.runtime.ControlLoop;
import io.vipgate.app.track.Trackers;
import io.vipgate.linux.Interfaces;
import io.vipgate.linux.NetworkEvent;
import io.vipgate.vrrp.role.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What decides the instances' roles from outside: what they track, their sync groups, and what
 * operators want. Belongs to the control thread, but for {@link #switchovers}.
 */
final class Roles {
  private final ControlLoop loop;
  private final Interfaces interfaces;
  private final Trackers trackers;
  private final Map<String, Switchover> switchovers = new ConcurrentHashMap<>();
  private final Map<VrrpInstance, List<Subscription>> subscriptions = new LinkedHashMap<>();
  private final List<InterfaceTrack> interfaceTracks = new ArrayList<>();
  private final RoleAnnouncer announcer;
  private final SyncGroups groups;

  private record Subscription(
      Tracked what, Consumer<Observation> listener, List<InterfaceTrack> tracks) {}

  /**
   * @param news hears of each change of state
   */
  Roles(ControlLoop loop, Interfaces interfaces, Trackers trackers, Consumer<RoleNews> news) {
    this.announcer = new RoleAnnouncer(news);
    this.loop = loop;
    this.interfaces = interfaces;
    this.trackers = trackers;
    this.groups = new SyncGroups(loop, announcer);
  }

  /** By the instances' names; for any thread. */
  Map<String, Switchover> switchovers() {
    return Map.copyOf(switchovers);
  }

  /** The instances from now on; those that stay do not notice. */
  void arrange(List<VrrpInstance> instances) {
    groups.arrange(instances);
    List<VrrpInstance> gone = new ArrayList<>(subscriptions.keySet());
    gone.removeAll(instances);
    gone.forEach(this::forget);
    instances.stream()
        .filter(instance -> !subscriptions.containsKey(instance))
        .forEach(this::welcome);
  }

  private void welcome(VrrpInstance instance) {
    Switchover switchover =
        new Switchover(instance, () -> groups.with(instance), loop, loop::nowNs);
    switchovers.put(instance.config().name(), switchover);
    loop.add(switchover);
    instance.listen(announcer);
    List<Subscription> made = new ArrayList<>();
    for (TrackConfig track : instance.config().role().tracks()) {
      made.add(subscribe(track.what(), observed -> instance.observe(track.name(), observed)));
    }
    subscriptions.put(instance, made);
  }

  private Subscription subscribe(Tracked what, Consumer<Observation> listener) {
    if (what instanceof Tracked.Interface on) {
      InterfaceTrack track = new InterfaceTrack(on.interfaceName(), interfaces, listener);
      interfaceTracks.add(track);
      track.refresh();
      return new Subscription(what, listener, List.of(track));
    }
    trackers.listen(what, listener);
    return new Subscription(what, listener, List.of());
  }

  private void forget(VrrpInstance instance) {
    List<Subscription> had = subscriptions.remove(instance);
    for (Subscription subscription : had == null ? List.<Subscription>of() : had) {
      trackers.forget(subscription.what(), subscription.listener());
      interfaceTracks.removeAll(subscription.tracks());
    }
    Switchover switchover = switchovers.get(instance.config().name());
    if (switchover != null && switchover.isFor(instance)) {
      switchovers.remove(instance.config().name());
      loop.remove(switchover);
    }
  }

  void onNetworkEvent(NetworkEvent event) {
    List.copyOf(interfaceTracks).forEach(track -> track.onNetworkEvent(event));
  }
}
