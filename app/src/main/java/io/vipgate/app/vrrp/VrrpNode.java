package io.vipgate.app.vrrp;

import io.vipgate.app.config.Cidr;
import io.vipgate.app.config.VrrpConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.runtime.ControlLoop;
import io.vipgate.linux.IpFamily;
import io.vipgate.linux.NetworkEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All VRRP instances of this node, by the interfaces that they run on. */
public final class VrrpNode {
  private record Link(String interfaceName, IpFamily family) {}

  private final Kernel kernel;
  private final List<VrrpInstance> instances = new ArrayList<>();
  private final List<VrrpLink> links = new ArrayList<>();

  /**
   * @param resetter closes with RST what clients hold on a local address
   */
  public VrrpNode(
      List<VrrpConfig> configs,
      Kernel kernel,
      ControlLoop loop,
      Journal journal,
      Function<InetAddress, CompletionStage<Integer>> resetter) {
    this.kernel = kernel;
    Map<Link, List<VrrpInstance>> byLink = new LinkedHashMap<>();
    for (VrrpConfig config : configs) {
      VrrpInstance instance = new VrrpInstance(config, loop, journal);
      instances.add(instance);
      Link link = new Link(config.interfaceName(), LocalAddress.family(config));
      byLink.computeIfAbsent(link, key -> new ArrayList<>()).add(instance);
      loop.add(instance);
    }
    Set<InetAddress> virtual = virtualAddresses(configs);
    byLink.forEach(
        (link, on) ->
            links.add(
                new VrrpLink(
                    link.interfaceName(),
                    link.family(),
                    on,
                    virtual,
                    kernel,
                    loop::nowNs,
                    resetter)));
    links.forEach(loop::add);
  }

  private static Set<InetAddress> virtualAddresses(List<VrrpConfig> configs) {
    return configs.stream()
        .flatMap(config -> config.addresses().stream())
        .map(Cidr::address)
        .collect(Collectors.toUnmodifiableSet());
  }

  public List<VrrpInstance> instances() {
    return List.copyOf(instances);
  }

  public List<VrrpLink> links() {
    return List.copyOf(links);
  }

  /** Begins to take part; on the control thread. */
  public void start() {
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
  }

  /** Gives up all addresses cleanly; on the control thread, as is the callback. */
  public void stop(Runnable whenDone) {
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
