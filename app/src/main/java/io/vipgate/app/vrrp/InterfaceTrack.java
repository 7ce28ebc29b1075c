package io.vipgate.app.vrrp;

import io.vipgate.linux.InterfaceLookup;
import io.vipgate.linux.Interfaces;
import io.vipgate.linux.NetworkEvent;
import io.vipgate.linux.NetworkInterface;
import io.vipgate.vrrp.role.Observation;
import java.io.IOException;
import java.util.function.Consumer;

/** Tells whether an interface can be used, whenever the kernel has news of it. Control thread. */
final class InterfaceTrack {
  private final String interfaceName;
  private final Interfaces interfaces;
  private final Consumer<Observation> observed;

  InterfaceTrack(String interfaceName, Interfaces interfaces, Consumer<Observation> observed) {
    this.interfaceName = interfaceName;
    this.interfaces = interfaces;
    this.observed = observed;
  }

  void onNetworkEvent(NetworkEvent event) {
    if (event instanceof NetworkEvent.LinkChanged changed && changed.name().equals(interfaceName)) {
      observed.accept(observation(changed.up(), changed.carrier()));
    } else if (event instanceof NetworkEvent.LinkRemoved removed
        && removed.name().equals(interfaceName)) {
      observed.accept(new Observation.Down(interfaceName + " was removed"));
    } else if (event instanceof NetworkEvent.Overrun) {
      refresh();
    }
  }

  /** Looks at it as it is now. */
  void refresh() {
    try {
      InterfaceLookup found = interfaces.lookup(interfaceName);
      if (found instanceof InterfaceLookup.Present present) {
        NetworkInterface now = present.networkInterface();
        observed.accept(observation(now.up(), now.carrier()));
      } else {
        observed.accept(new Observation.Down(found.toString()));
      }
    } catch (IOException e) {
      observed.accept(new Observation.Unknown(interfaceName + ": " + e.getMessage()));
    }
  }

  private Observation observation(boolean up, boolean carrier) {
    if (!up) {
      return new Observation.Down(interfaceName + " is down");
    }
    return carrier
        ? new Observation.Up(interfaceName + " has a carrier")
        : new Observation.Down(interfaceName + " has no carrier");
  }
}
