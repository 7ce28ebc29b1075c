package io.vipgate.app.vrrp;

import io.vipgate.app.config.LifelineConfig;
import io.vipgate.app.config.VirtualAddress;
import io.vipgate.app.config.VrrpConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.notify.RoleNews;
import io.vipgate.app.runtime.ControlLoop;
import io.vipgate.app.track.Trackers;
import io.vipgate.linux.IpFamily;
import io.vipgate.linux.NetworkEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All VRRP instances of this node, by the interfaces that they run on. */
public final class VrrpNode {
  private final Kernel kernel;
  private final ControlLoop loop;
  private final Journal journal;
  private final Function<InetAddress, CompletionStage<Integer>> resetter;

  /** Touched on the control thread, or before it starts. */
  private LifelineConfig lifeline;

  private final Roles roles;
  private final Trackers trackers;

  // Read by other threads; changed on the control thread, or before it starts.
  private final List<VrrpInstance> instances = new CopyOnWriteArrayList<>();
  private final List<VrrpLink> links = new CopyOnWriteArrayList<>();

  /** Touched on the control thread only. */
  private boolean started;

  /**
   * @param resetter closes with RST what clients hold on a local address
   * @param trackers closed when the instances have stopped
   * @param news hears of each change of state
   */
  public VrrpNode(
      List<VrrpConfig> configs,
      Kernel kernel,
      ControlLoop loop,
      Journal journal,
      Function<InetAddress, CompletionStage<Integer>> resetter,
      LifelineConfig lifeline,
      Trackers trackers,
      Consumer<RoleNews> news) {
    this.kernel = kernel;
    this.trackers = trackers;
    this.loop = loop;
    this.journal = journal;
    this.resetter = resetter;
    this.lifeline = lifeline;
    for (VrrpConfig config : configs) {
      VrrpInstance instance = new VrrpInstance(config, loop, journal);
      instances.add(instance);
      join(instance);
    }
    roles = new Roles(loop, kernel.interfaces(), trackers, news);
    roles.arrange(instances);
  }

  /** What operators can want of the instances, by their names; for any thread. */
  public Map<String, Switchover> switchovers() {
    return roles.switchovers();
  }

  /** Of those that are leaving, too, as long as they have not left. */
  private Set<InetAddress> virtualAddresses() {
    return links.stream()
        .flatMap(link -> link.instances().stream())
        .flatMap(instance -> instance.config().held().stream())
        .map(VirtualAddress::address)
        .collect(Collectors.toUnmodifiableSet());
  }

  public List<VrrpInstance> instances() {
    return List.copyOf(instances);
  }

  public List<VrrpLink> links() {
    return List.copyOf(links);
  }

  /**
   * Goes by other configurations from now on; on the control thread. An instance of which nothing
   * but the priority has changed keeps its role; one of which more has resigns and starts again.
   */
  public void become(List<VrrpConfig> configs, LifelineConfig nextLifeline) {
    if (nextLifeline.equals(lifeline) && configs.equals(configs())) {
      return; // What runs for the first time takes milliseconds, and a master may have thirty.
    }
    lifeline = nextLifeline;
    links.forEach(link -> link.become(nextLifeline));
    List<VrrpInstance> before = List.copyOf(instances);
    List<VrrpInstance> after = new ArrayList<>();
    for (VrrpConfig config : configs) {
      VrrpInstance there = named(before, config.name());
      if (there != null && there.become(config)) {
        after.add(there);
        continue;
      }
      VrrpInstance fresh = new VrrpInstance(config, loop, journal);
      after.add(fresh);
      if (there == null) {
        join(fresh);
      } else {
        leave(there, () -> join(fresh));
      }
    }
    before.stream()
        .filter(instance -> named(after, instance.config().name()) == null)
        .forEach(instance -> leave(instance, () -> {}));
    instances.clear();
    instances.addAll(after);
    roles.arrange(after);
  }

  private List<VrrpConfig> configs() {
    return instances.stream().map(VrrpInstance::config).toList();
  }

  private static @Nullable VrrpInstance named(List<VrrpInstance> in, String name) {
    return in.stream().filter(i -> i.config().name().equals(name)).findFirst().orElse(null);
  }

  private void join(VrrpInstance instance) {
    loop.add(instance);
    VrrpLink link = linkOf(instance);
    link.add(instance);
    if (started) {
      link.refresh();
    }
  }

  private VrrpLink linkOf(VrrpInstance instance) {
    String name = instance.config().interfaceName();
    IpFamily family = LocalAddress.family(instance.config());
    for (VrrpLink link : links) {
      if (link.interfaceName().equals(name) && link.family() == family) {
        return link;
      }
    }
    VrrpLink link =
        new VrrpLink(name, family, this::virtualAddresses, kernel, loop::nowNs, resetter, lifeline);
    links.add(link);
    loop.add(link);
    return link;
  }

  private void leave(VrrpInstance instance, Runnable whenGone) {
    instance.stop(
        () -> {
          loop.remove(instance);
          VrrpLink link = linkOf(instance);
          link.remove(instance);
          if (link.instances().isEmpty()) {
            links.remove(link);
            loop.remove(link);
            link.close();
          }
          whenGone.run();
        });
  }

  /** Begins to take part; on the control thread. */
  public void start() {
    started = true;
    kernel.poller().add(kernel.monitor(), this::drainNews);
    links.forEach(VrrpLink::refresh);
  }

  private void drainNews() {
    try {
      kernel.monitor().drain(this::onNetworkEvent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void onNetworkEvent(NetworkEvent event) {
    links.forEach(link -> link.onNetworkEvent(event));
    roles.onNetworkEvent(event);
  }

  /** Gives up all addresses cleanly; on the control thread, as is the callback. */
  public void stop(Runnable whenDone) {
    trackers.close();
    AtomicInteger left = new AtomicInteger(instances.size());
    if (instances.isEmpty()) {
      whenDone.run();
    }
    for (VrrpInstance instance : instances) {
      instance.stop(
          () -> {
            if (left.decrementAndGet() == 0) {
              links.forEach(VrrpLink::close);
              whenDone.run();
            }
          });
    }
  }
}
