package io.vipgate.app.vrrp;

import io.vipgate.app.config.Cidr;
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
        InterfaceLookup found = interfaces.lookup(instance.interfaceName());
        if (found instanceof InterfaceLookup.Present present) {
          int index = present.networkInterface().index();
          for (Cidr cidr : instance.addresses()) {
            if (addresses.remove(index, cidr.address(), cidr.prefixLength())) {
              released.add(cidr + " from " + instance.interfaceName());
            }
          }
        }
      }
    }
    return released;
  }
}
