package io.vipgate.app.vrrp;

import io.vipgate.app.config.VirtualMac;
import io.vipgate.linux.Macvlans;
import io.vipgate.linux.NetworkInterface;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of one instance's virtual MACs, one for each family of its addresses; none for
 * most instances. Belongs to the control thread.
 */
final class VirtualMacInterfaces {
  private final List<VirtualMacInterface> interfaces;
  private @Nullable NetworkInterface parent;
  private boolean holding;

  /** Whether they are as {@link #holding} wants them, as far as is known. */
  private boolean settled;

  VirtualMacInterfaces(Macvlans macvlans, Collection<VirtualMac> wanted) {
    interfaces = wanted.stream().map(mac -> new VirtualMacInterface(macvlans, mac)).toList();
  }

  boolean have(String interfaceName) {
    return interfaces.stream().anyMatch(each -> each.name().equals(interfaceName));
  }

  /**
   * Has them on this interface, which can be used.
   *
   * @return why they cannot be; null if they are
   */
  @Nullable String prepare(NetworkInterface on) {
    parent = on;
    settled = false;
    try {
      settle();
      return null;
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  /** Those that are there, by name. */
  Map<String, NetworkInterface> present() {
    Map<String, NetworkInterface> present = new HashMap<>();
    for (VirtualMacInterface each : interfaces) {
      NetworkInterface there = each.present();
      if (there != null) {
        present.put(each.name(), there);
      }
    }
    return present;
  }

  /** Something may have happened to them: they are looked at before they are used again. */
  void doubt() {
    settled = false;
  }

  /**
   * Has them up, since they are to carry addresses; costs nothing if they are.
   *
   * @return whether there may be others than before
   */
  boolean raise() throws IOException {
    if (interfaces.isEmpty() || (holding && settled)) {
      return false;
    }
    holding = true;
    settle();
    return true;
  }

  /** Has them down. */
  void lower() throws IOException {
    if (!holding) {
      return;
    }
    holding = false;
    for (VirtualMacInterface each : interfaces) {
      each.lower();
    }
  }

  private void settle() throws IOException {
    settled = false;
    if (parent == null) {
      return; // Nothing can be held before there is one.
    }
    for (VirtualMacInterface each : interfaces) {
      each.settle(parent, holding);
    }
    settled = true;
  }

  void close() {
    interfaces.forEach(VirtualMacInterface::close);
  }
}
