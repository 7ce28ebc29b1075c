package io.vipgate.app.vrrp;

import io.vipgate.app.config.VirtualAddress;
import io.vipgate.app.config.VirtualMac;
import io.vipgate.app.config.VrrpConfig;
import io.vipgate.linux.AddressForm;
import io.vipgate.linux.InterfaceLookup;
import io.vipgate.linux.MacAddress;
import io.vipgate.linux.NetworkInterface;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The virtual addresses of one instance on their interfaces, which need not be that of its adverts.
 * Belongs to the control thread.
 */
final class HeldAddresses {
  private final Kernel kernel;
  private final List<Held> held = new ArrayList<>();
  private final Lease lease = new Lease();
  private final Set<String> names = new LinkedHashSet<>();
  private final Map<String, NetworkInterface> usable = new HashMap<>();
  private final ClaimWatch claims;
  private final VirtualMacInterfaces virtualMacs;
  private boolean mayBeThere;

  /**
   * One address.
   *
   * @param on the name of its interface
   * @param link that of the interface by which others on the link are asked and heard
   */
  private record Held(AddressForm form, String on, String link) {
    InetAddress address() {
      return form.address();
    }
  }

  /** Does something with one address on its interface. */
  private interface Deed {
    void on(NetworkInterface carrier, Held held) throws IOException;
  }

  /** Kept, since a lease is renewed all the time, and garbage is pauses. */
  private final class Lease implements Deed {
    private int seconds;

    @Override
    public void on(NetworkInterface carrier, Held held) throws IOException {
      kernel.addresses().install(carrier.index(), held.form, seconds);
    }
  }

  /**
   * @param claims hears, in words, when another host claims one of the addresses
   */
  HeldAddresses(Kernel kernel, VrrpConfig config, Consumer<String> claims) {
    this.kernel = kernel;
    for (VirtualAddress address : config.held()) {
      Held one =
          new Held(
              address.form(),
              config.carrier(address),
              address.interfaceName(config.interfaceName()));
      held.add(one);
      names.add(one.link);
    }
    this.virtualMacs = new VirtualMacInterfaces(kernel.macvlans(), config.virtualMacs());
    Set<MacAddress> shared =
        config.virtualMacs().stream().map(VirtualMac::address).collect(Collectors.toSet());
    this.claims = new ClaimWatch(kernel.poller(), kernel.interfaces(), shared, claims);
  }

  /**
   * Looks at the interfaces as they are now.
   *
   * @param ofAdverts which is known already
   * @return why one of them cannot carry its addresses; null if all can
   * @throws IOException if that cannot be known; what was known stays
   */
  @Nullable String refresh(NetworkInterface ofAdverts) throws IOException {
    Map<String, NetworkInterface> found = new HashMap<>();
    String trouble = null;
    for (String name : names) {
      InterfaceLookup lookup =
          name.equals(ofAdverts.name())
              ? new InterfaceLookup.Present(ofAdverts)
              : kernel.interfaces().lookup(name);
      if (lookup instanceof InterfaceLookup.Present present) {
        found.put(name, present.networkInterface());
        trouble = trouble == null ? trouble(present.networkInterface()) : trouble;
      } else {
        trouble = lookup.toString();
      }
    }
    usable.clear();
    usable.putAll(found);
    claims.follow(addressesByLink());
    if (trouble == null) {
      trouble = virtualMacs.prepare(ofAdverts);
    }
    usable.putAll(virtualMacs.present());
    return trouble;
  }

  private Map<NetworkInterface, Set<InetAddress>> addressesByLink() {
    Map<NetworkInterface, Set<InetAddress>> addresses = new HashMap<>();
    for (Held one : held) {
      NetworkInterface link = usable.get(one.link);
      if (link != null) {
        addresses.computeIfAbsent(link, on -> new HashSet<>()).add(one.address());
      }
    }
    return addresses;
  }

  /** Does not hear of claims any more, and removes what was made for the addresses. */
  void close() {
    claims.close();
    virtualMacs.close();
  }

  private static @Nullable String trouble(NetworkInterface carrier) {
    if (!carrier.up()) {
      return carrier.name() + ": the interface is down (expected: up, as it carries addresses)";
    }
    return carrier.carrier()
        ? null
        : carrier.name() + ": no carrier (expected: a cable and a switch, as it carries addresses)";
  }

  /** Whether it is about an interface that carries addresses of this instance. */
  boolean concerns(String interfaceName) {
    return names.contains(interfaceName) || virtualMacs.have(interfaceName);
  }

  /** An address went, and the interface that was made for it may have gone with it. */
  void doubtInterfaces() {
    virtualMacs.doubt();
  }

  /** Whether the address belongs on the interface of that index. */
  boolean areOn(int interfaceIndex, InetAddress address) {
    for (Held one : held) {
      NetworkInterface carrier = usable.get(one.on);
      if (one.address().equals(address) && carrier != null && carrier.index() == interfaceIndex) {
        return true;
      }
    }
    return false;
  }

  /** Whether they were put there, and were not all taken off since. */
  boolean mayBeThere() {
    return mayBeThere;
  }

  /** Puts them there, or renews their lease. */
  void install(int leaseSeconds) throws IOException {
    mayBeThere = true;
    lease.seconds = leaseSeconds;
    if (virtualMacs.raise()) {
      usable.putAll(virtualMacs.present());
    }
    forEach(lease);
  }

  /** Takes them off; those that are not there are no error. */
  void remove() throws IOException {
    try {
      forEach(
          (carrier, one) ->
              kernel.addresses().remove(carrier.index(), one.address(), one.form.prefixLength()));
      mayBeThere = false;
    } finally {
      virtualMacs.lower();
    }
  }

  /** Asks each link whether someone has one of its addresses. */
  void probe() throws IOException {
    forEachOnEthernet(
        Held::link,
        (link, one) -> kernel.announcer().probe(link, link.mac().orElseThrow(), one.address()));
  }

  /** Tells each link where its addresses are. */
  void announce(int copies) throws IOException {
    forEachOnEthernet(
        Held::on,
        (carrier, one) ->
            kernel
                .announcer()
                .announce(carrier, carrier.mac().orElseThrow(), one.address(), copies));
  }

  /**
   * With the hardware address of this moment: a bond's changes with its active port. Nobody on a
   * link without hardware addresses has one cached.
   */
  private void forEachOnEthernet(Function<Held, String> by, Deed deed) throws IOException {
    Map<String, NetworkInterface> now = new HashMap<>();
    for (String name : held.stream().map(by).filter(usable::containsKey).distinct().toList()) {
      InterfaceLookup found = kernel.interfaces().lookup(name);
      if (found instanceof InterfaceLookup.Present present) {
        now.put(name, present.networkInterface());
      } else {
        throw new IOException(found.toString());
      }
    }
    forEach(
        (then, one) -> {
          NetworkInterface carrier = now.getOrDefault(by.apply(one), then);
          if (carrier.mac().isPresent()) {
            deed.on(carrier, one);
          }
        });
  }

  /** With all of them, whatever fails; what failed first is what is thrown. */
  private void forEach(Deed deed) throws IOException {
    IOException failure = null;
    for (int i = 0; i < held.size(); i++) { // An iterator would be garbage for each renewal.
      NetworkInterface carrier = usable.get(held.get(i).on);
      try {
        if (carrier != null) {
          deed.on(carrier, held.get(i));
        }
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
