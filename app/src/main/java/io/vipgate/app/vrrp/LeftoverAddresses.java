package io.vipgate.app.vrrp;

import io.vipgate.app.config.VirtualAddress;
import io.vipgate.app.config.VrrpConfig;
import io.vipgate.linux.InterfaceLookup;
import io.vipgate.linux.Interfaces;
import io.vipgate.linux.NetlinkAddresses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Virtual addresses whose holder was killed. */
public final class LeftoverAddresses {
  private LeftoverAddresses() {}

  /**
   * Takes them off their interfaces, whoever put them there.
   *
   * @return those that were there, each with its interface
   * @throws IOException if one is there but cannot be removed
   */
  public static List<String> release(List<VrrpConfig> instances) throws IOException {
    List<String> released = new ArrayList<>();
    if (instances.isEmpty()) {
      return released;
    }
    try (Interfaces interfaces = Interfaces.open();
        NetlinkAddresses addresses = NetlinkAddresses.open()) {
      for (VrrpConfig instance : instances) {
        for (VirtualAddress address : instance.held()) {
          String name = address.interfaceName(instance.interfaceName());
          if (interfaces.lookup(name) instanceof InterfaceLookup.Present present
              && addresses.remove(
                  present.networkInterface().index(), address.address(), address.prefixLength())) {
            released.add(
                address.address().getHostAddress()
                    + "/"
                    + address.prefixLength()
                    + " from "
                    + name);
          }
        }
      }
    }
    return released;
  }
}
