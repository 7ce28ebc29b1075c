package io.vipgate.app.vrrp;

import io.vipgate.app.config.LifelineConfig;
import io.vipgate.app.count.CountsBy;
import io.vipgate.app.runtime.Participant;
import io.vipgate.linux.InterfaceLookup;
import io.vipgate.linux.IpFamily;
import io.vipgate.linux.NetworkEvent;
import io.vipgate.linux.NetworkInterface;
import io.vipgate.vrrp.packet.DropReason;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One interface and the instances whose adverts go over it by one family of IP. The interface and
 * its addresses may come late, go and come back, and so may others that carry virtual addresses:
 * the instances wait for them. Belongs to the control thread.
 */
public final class VrrpLink implements Participant {
  private static final Logger log = LoggerFactory.getLogger(VrrpLink.class);

  /** How often to look for an interface that cannot be used, should its news have been missed. */
  private static final long RETRY_NS = 1_000_000_000L;

  private final String interfaceName;
  private final IpFamily family;
  private final List<VrrpInstance> instances = new ArrayList<>();
  private final Map<VrrpInstance, HeldAddresses> held = new HashMap<>();
  private final Kernel kernel;
  private final LongSupplier clock;
  private final Function<InetAddress, CompletionStage<Integer>> resetter;
  private final Supplier<Set<InetAddress>> virtualAddresses;
  private final LinkLifelines lifelines;
  private final Reception reception;
  private @Nullable VrrpPort port;
  private String trouble = "";
  private long retryAtNs = Long.MAX_VALUE;

  /**
   * @param virtualAddresses all of this node, to none of which an instance may owe its own
   */
  VrrpLink(
      String interfaceName,
      IpFamily family,
      Supplier<Set<InetAddress>> virtualAddresses,
      Kernel kernel,
      LongSupplier clock,
      Function<InetAddress, CompletionStage<Integer>> resetter,
      LifelineConfig lifeline) {
    this.interfaceName = interfaceName;
    this.family = family;
    this.kernel = kernel;
    this.clock = clock;
    this.resetter = resetter;
    this.virtualAddresses = virtualAddresses;
    this.lifelines = new LinkLifelines(kernel.poller(), lifeline, clock, peerNews());
    this.reception =
        new Reception(Collections.unmodifiableList(instances), lifelines::onAdvertisement);
  }

  /** Has an instance here, which starts with the next {@link #refresh}. */
  void add(VrrpInstance instance) {
    instances.add(instance);
    held.put(instance, new HeldAddresses(kernel, instance.config(), instance::onClaimed));
  }

  /** Has nothing to do with an instance any more, which has been stopped. */
  void remove(VrrpInstance instance) {
    instances.remove(instance);
    HeldAddresses were = held.remove(instance);
    if (were != null) {
      were.close();
    }
    followLifelines();
  }

  List<VrrpInstance> instances() {
    return List.copyOf(instances);
  }

  /** Looks at the interface as it is now, and starts or stops the instances accordingly. */
  void refresh() {
    InterfaceLookup found;
    try {
      found = kernel.interfaces().lookup(interfaceName);
    } catch (IOException e) {
      // Not to know the interface's state is no reason to give up an address: ask again.
      retryLater("interface " + interfaceName + ": " + e.getMessage());
      return;
    }
    if (found instanceof InterfaceLookup.Present present) {
      refresh(present.networkInterface());
    } else {
      down(found.toString());
    }
  }

  private void refresh(NetworkInterface now) {
    if (!now.up()) {
      down(interfaceName + ": the interface is down (expected: up)");
    } else if (!now.carrier()) {
      down(
          interfaceName + ": no carrier (expected: a cable and a switch, or a bond's active port)");
    } else {
      if (port != null && port.networkInterface().index() != now.index()) {
        down(interfaceName + ": another interface has its name now");
      }
      up(now);
    }
  }

  private void up(NetworkInterface now) {
    VrrpPort usable = port;
    if (usable == null) {
      try {
        usable = VrrpPort.open(kernel, now, family, reception::onPacket);
      } catch (IOException e) {
        down("interface " + interfaceName + ": " + e.getMessage());
        return;
      }
      port = usable;
    }
    retryAtNs = Long.MAX_VALUE;
    String missing = "";
    for (VrrpInstance instance : instances) {
      String lacks = up(instance, usable, now);
      missing = lacks == null ? missing : lacks;
    }
    followLifelines();
    if (missing.isEmpty()) {
      trouble = "";
    } else {
      retryLater(missing);
    }
  }

  /** Returns what it lacks to be master; null if it could be. */
  private @Nullable String up(VrrpInstance instance, VrrpPort usable, NetworkInterface now) {
    HeldAddresses addresses = Objects.requireNonNull(held.get(instance), "one of this link");
    Optional<InetAddress> local =
        LocalAddress.choose(instance.config(), now, virtualAddresses.get());
    if (local.isEmpty()) {
      String missing = LocalAddress.missing(instance.config());
      instance.detach(missing);
      return missing;
    }
    String trouble;
    try {
      trouble = addresses.refresh(now);
      instance.onCarriers(trouble);
    } catch (IOException e) {
      trouble = e.getMessage(); // As above: no reason to give up anything.
    }
    attach(instance, usable, local.get(), addresses);
    return trouble;
  }

  private void attach(
      VrrpInstance instance, VrrpPort usable, InetAddress local, HeldAddresses addresses) {
    if (instance.isAttachedTo(local)) {
      return;
    }
    instance.detach(interfaceName + ": its address changed");
    KernelVrrpEdge edge =
        new KernelVrrpEdge(
            usable,
            local,
            instance.config(),
            instance.counters(),
            addresses,
            resetter,
            () -> released(local));
    instance.attach(local, edge, interfaceName + " " + local.getHostAddress());
  }

  /**
   * Peers hear of it once nothing that is advertised from there is held any more: a goodbye is for
   * all instances at once, and one that has not resigned by then would have none.
   */
  private void released(InetAddress local) {
    for (VrrpInstance instance : instances) {
      HeldAddresses addresses = held.get(instance);
      if (instance.isAttachedTo(local) && addresses != null && addresses.mayBeThere()) {
        return;
      }
    }
    lifelines.sayGoodbye(local);
  }

  private void down(String evidence) {
    for (VrrpInstance instance : instances) {
      instance.detach(evidence);
    }
    followLifelines();
    if (port != null) {
      port.close();
      port = null;
    }
    retryLater(evidence);
  }

  /** Has its lifelines like this from now on. */
  void become(LifelineConfig lifeline) {
    lifelines.become(lifeline);
    followLifelines();
  }

  private void followLifelines() {
    if (port != null) {
      lifelines.follow(instances, port.networkInterface().index());
    }
  }

  private LifelineCall.PeerNews peerNews() {
    return new LifelineCall.PeerNews() {
      @Override
      public void died(InetAddress peer, BitSet virtualRouterIds, String evidence) {
        instances.forEach(instance -> instance.onPeerDied(peer, virtualRouterIds, evidence));
      }

      @Override
      public void parted(InetAddress peer, BitSet virtualRouterIds) {
        instances.forEach(instance -> instance.onPeerParted(peer, virtualRouterIds));
      }
    };
  }

  private void retryLater(String evidence) {
    retryAtNs = clock.getAsLong() + RETRY_NS;
    if (!evidence.equals(trouble)) {
      log.warn("{}", evidence);
      trouble = evidence;
    }
  }

  void onNetworkEvent(NetworkEvent event) {
    if (event instanceof NetworkEvent.AddressRemoved removed) {
      onAddressRemoved(removed);
    } else if (concernsUs(event)) {
      refresh();
    }
  }

  private void onAddressRemoved(NetworkEvent.AddressRemoved removed) {
    InetAddress address = removed.address().address();
    int index = removed.address().interfaceIndex();
    held.forEach(
        (instance, addresses) -> {
          if (addresses.areOn(index, address)) {
            addresses.doubtInterfaces();
            instance.onAddressRemoved(address);
          }
        });
    if (port != null
        && index == port.networkInterface().index()
        && !virtualAddresses.get().contains(address)) {
      refresh();
    }
  }

  /** Our own renewals come back as {@code AddressAdded} several times a second: not news. */
  private boolean concernsUs(NetworkEvent event) {
    if (event instanceof NetworkEvent.LinkChanged changed) {
      return isOurs(changed.name());
    }
    if (event instanceof NetworkEvent.LinkRemoved removed) {
      return isOurs(removed.name());
    }
    if (event instanceof NetworkEvent.AddressAdded added) {
      return retryAtNs != Long.MAX_VALUE
          && !virtualAddresses.get().contains(added.address().address());
    }
    return event instanceof NetworkEvent.Overrun;
  }

  private boolean isOurs(String name) {
    return name.equals(interfaceName)
        || held.values().stream().anyMatch(addresses -> addresses.concerns(name));
  }

  public String interfaceName() {
    return interfaceName;
  }

  public IpFamily family() {
    return family;
  }

  /** What has happened to the lifelines on this link since the start; for any thread. */
  public CountsBy<LifelineCall.Occurrence> lifelineCounts() {
    return lifelines.counts();
  }

  /** Packets that nobody may believe, for virtual routers that are not configured here. */
  public CountsBy<DropReason> strays() {
    return reception.strays();
  }

  @Override
  public long nextDeadlineNs() {
    return Math.min(retryAtNs, lifelines.nextDeadlineNs());
  }

  @Override
  public boolean onDeadline(long nowNs) {
    lifelines.onDeadline(nowNs);
    if (retryAtNs <= nowNs) {
      refresh();
    }
    return false;
  }

  /** Once its instances have been stopped. */
  void close() {
    retryAtNs = Long.MAX_VALUE;
    instances.clear();
    held.values().forEach(HeldAddresses::close);
    held.clear();
    followLifelines();
    if (port != null) {
      port.close();
      port = null;
    }
  }
}
