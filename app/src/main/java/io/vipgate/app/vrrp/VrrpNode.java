package io.vipgate.app.vrrp;

import io.vipgate.app.config.VrrpConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.runtime.ControlLoop;
import io.vipgate.linux.NetworkEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** All VRRP instances of this node, by the interfaces that they run on. */
public final class VrrpNode {
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
    Map<String, List<VrrpInstance>> byInterface = new LinkedHashMap<>();
    for (VrrpConfig config : configs) {
      VrrpInstance instance = new VrrpInstance(config, loop, journal);
      instances.add(instance);
      byInterface.computeIfAbsent(config.interfaceName(), name -> new ArrayList<>()).add(instance);
      loop.add(instance);
    }
    byInterface.forEach(
        (name, on) -> links.add(new VrrpLink(name, on, kernel, loop::nowNs, resetter)));
    links.forEach(loop::add);
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
