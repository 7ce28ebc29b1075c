package io.vipgate.app.vrrp;

import io.vipgate.app.config.VirtualAddress;
import io.vipgate.app.config.VirtualMac;
import io.vipgate.app.config.VrrpConfig;
import io.vipgate.linux.InterfaceLookup;
import io.vipgate.linux.Interfaces;
import io.vipgate.linux.Macvlans;
import io.vipgate.linux.NetlinkAddresses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Virtual addresses whose holder was killed, and the interfaces that it made for them. */
public final class LeftoverAddresses {
  private LeftoverAddresses() {}

  /**
   * Takes them off their interfaces, whoever put them there.
   *
   * @return those that were there, each with its interface; of interfaces that were made for them,
   *     which go as well, the name alone
   * @throws IOException if one is there but cannot be removed
   */
  public static List<String> release(List<VrrpConfig> instances) throws IOException {
    List<String> released = new ArrayList<>();
    if (instances.isEmpty()) {
      return released;
    }
    try (Interfaces interfaces = Interfaces.open();
        Macvlans macvlans = Macvlans.open();
        NetlinkAddresses addresses = NetlinkAddresses.open()) {
      for (VrrpConfig instance : instances) {
        released.addAll(releaseInterfaces(instance, interfaces, macvlans));
        released.addAll(releaseAddresses(instance, interfaces, addresses));
      }
    }
    return released;
  }

  private static List<String> releaseInterfaces(
      VrrpConfig instance, Interfaces interfaces, Macvlans macvlans) throws IOException {
    List<String> released = new ArrayList<>();
    if (interfaces.lookup(instance.interfaceName()) instanceof InterfaceLookup.Present parent) {
      for (VirtualMac mac : instance.virtualMacs()) {
        if (VirtualMacInterface.remove(macvlans, mac, parent.networkInterface())) {
          released.add(mac.interfaceName());
        }
      }
    }
    return released;
  }

  private static List<String> releaseAddresses(
      VrrpConfig instance, Interfaces interfaces, NetlinkAddresses addresses) throws IOException {
    List<String> released = new ArrayList<>();
    for (VirtualAddress address : instance.held()) {
      String name = instance.carrier(address);
      if (interfaces.lookup(name) instanceof InterfaceLookup.Present present
          && addresses.remove(
              present.networkInterface().index(), address.address(), address.prefixLength())) {
        released.add(
            address.address().getHostAddress() + "/" + address.prefixLength() + " from " + name);
      }
    }
    return released;
  }
}
