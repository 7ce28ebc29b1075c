package io.vipgate.app.config;

import io.vipgate.app.config.ValueType.ListOf;
import java.util.List;

/** The keys of {@code vrrp.NAME} that say what is held. */
final class AddressKeys {
  static final Key<List<VirtualAddress>> ADDRESSES =
      Key.required(
              "addresses",
              new ListOf<>(VirtualAddressType.type()),
              "The virtual IP addresses, the same on all masters of the group. Without a prefix"
                  + " length it is a `/32` or `/128`, as keepalived has it; without `dev` it is put"
                  + " on `interface`. With addresses of both families one election decides for all:"
                  + " the adverts go over IPv4 and list the IPv4 addresses, and the others follow,"
                  + " like keepalived's `virtual_ipaddress_excluded`. The adverts go over IPv6 if all"
                  + " addresses, or `source`, or the unicast peers are IPv6. What is special about an"
                  + " address follows it in the words of ip-address(8), in any order:"
                  + " `\"10.32.255.99/24 dev eth1 label eth1:vip scope link\"`; the label is shown"
                  + " by tools, and the scope one of global, site, link and host (IPv4 only,"
                  + " both; within the subnet of another address Linux wants that one's scope)."
                  + " While an interface that carries one is down, nothing is held.")
          .knownAs("virtual_ipaddress", "virtual-ipaddress", "vip");

  static final Key<List<VirtualAddress>> EXCLUDED =
      Key.optional(
              "excluded-addresses",
              new ListOf<>(VirtualAddressType.type()),
              "none",
              "Further virtual addresses, of either family, that go wherever `addresses` go and are"
                  + " not in the adverts: more than fit there, or such as not all masters of the"
                  + " group have.")
          .knownAs("virtual_ipaddress_excluded", "virtual-ipaddress-excluded");

  static final Key<Boolean> VIRTUAL_MAC =
      Key.withDefault(
              "virtual-mac",
              Scalars.bool(),
              "false",
              "Whether the addresses have the virtual router's hardware address of RFC 9568 §7.3"
                  + " (`00:00:5e:00:01:ID`, for IPv6 `00:00:5e:00:02:ID`), which moves with them,"
                  + " instead of `interface`'s. They are then on an interface of their own"
                  + " (`vrrp.ID`, `vrrp6.ID`): a macvlan on `interface`, up on the holder alone."
                  + " The machine must have `net.ipv4.conf.INTERFACE.arp_ignore = 1` and"
                  + " `arp_announce = 2`, and its switch port or hypervisor must allow a second"
                  + " hardware address.")
          .knownAs("use_vmac", "vmac");

  /** Both kinds, those in the adverts first. */
  static final List<Key<List<VirtualAddress>>> ALL = List.of(ADDRESSES, EXCLUDED);

  private AddressKeys() {}

  static void check(SectionValues router, Report report) {
    for (Key<List<VirtualAddress>> key : ALL) {
      router
          .find(key)
          .ifPresent(
              addresses -> {
                for (int i = 0; i < addresses.size(); i++) {
                  checkLabel(router, key, i, addresses.get(i), report);
                  checkInterface(router, key, i, addresses.get(i), report);
                }
              });
    }
  }

  /** As ip-address(8) demands, so that tools which go by labels find the interface. */
  private static void checkLabel(
      SectionValues router, Key<?> key, int index, VirtualAddress address, Report report) {
    String label = address.label();
    String on = address.interfaceName(router.find(VrrpSection.INTERFACE).orElse(""));
    if (label == null || on.isEmpty() || label.equals(on) || label.startsWith(on + ":")) {
      return;
    }
    report.problem(
        router.locate(key).elements().get(index),
        "a label that is its interface's name, or begins with \"%s:\"".formatted(on));
  }

  private static void checkInterface(
      SectionValues router, Key<?> key, int index, VirtualAddress address, Report report) {
    boolean hasItsOwn = router.find(VIRTUAL_MAC).orElse(false);
    if (hasItsOwn && address.interfaceName() != null) {
      report.problem(
          router.locate(key).elements().get(index),
          "an address without dev, since virtual-mac makes an interface for it; or no virtual-mac");
    }
  }
}
