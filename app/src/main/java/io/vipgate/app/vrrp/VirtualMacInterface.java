package io.vipgate.app.vrrp;

import io.vipgate.app.config.VirtualMac;
import io.vipgate.linux.Macvlans;
import io.vipgate.linux.NativeException;
import io.vipgate.linux.NetworkInterface;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The macvlan interface that has one virtual MAC: made when its parent can be used, up while it
 * carries addresses. Belongs to the control thread.
 */
final class VirtualMacInterface {
  private static final Logger log = LoggerFactory.getLogger(VirtualMacInterface.class);

  /** One is removed, made and raised; more means that somebody undoes it at once. */
  private static final int STEPS_MAX = 6;

  private final Macvlans macvlans;
  private final VirtualMac wanted;
  private @Nullable NetworkInterface made;
  private boolean warned;

  VirtualMacInterface(Macvlans macvlans, VirtualMac wanted) {
    this.macvlans = macvlans;
    this.wanted = wanted;
  }

  String name() {
    return wanted.interfaceName();
  }

  /** As it was last seen; null if there is none of ours. */
  @Nullable NetworkInterface present() {
    return made;
  }

  /**
   * Has it there, and up if it is to carry addresses.
   *
   * @throws IOException saying why it cannot be
   */
  void settle(NetworkInterface parent, boolean holding) throws IOException {
    for (int i = 0; i < STEPS_MAX; i++) {
      Optional<Macvlans.Found> there = macvlans.find(name());
      VirtualMacStep step =
          VirtualMacStep.of(
              wanted, there, parent.index(), made == null ? 0 : made.index(), holding);
      if (step == VirtualMacStep.KEEP) {
        return;
      }
      take(step, there, parent);
    }
    throw new IOException(name() + ": somebody else changes it (expected: left to vipgate)");
  }

  /** Has it down, if it is there. */
  void lower() throws IOException {
    if (made == null) {
      return;
    }
    try {
      macvlans.setUp(made, false);
    } catch (NativeException e) {
      if (!e.errno().equals("ENODEV")) { // It went with its parent.
        throw e;
      }
    }
  }

  private void take(VirtualMacStep step, Optional<Macvlans.Found> there, NetworkInterface parent)
      throws IOException {
    switch (step) {
      case CREATE -> create(parent);
      case REMOVE -> {
        log.info("{}: was left behind, and is made anew", name());
        macvlans.delete(there.orElseThrow().networkInterface());
      }
      case RAISE -> macvlans.setUp(there.orElseThrow().networkInterface(), true);
      case LOWER -> macvlans.setUp(there.orElseThrow().networkInterface(), false);
      case REFUSE ->
          throw new IOException(
              "%s: another interface has this name (expected: none, or a macvlan on %s with %s)"
                  .formatted(name(), parent.name(), wanted.address()));
      case KEEP -> {}
    }
  }

  private void create(NetworkInterface parent) throws IOException {
    made = null;
    made = macvlans.create(name(), parent, wanted.address()).networkInterface();
    if (!warned) {
      warned = true;
      ArpSettings.complaints(parent.name(), name(), macvlans.find(parent.name()))
          .forEach(complaint -> log.warn("{}", complaint));
    }
  }

  /** Removes it; that it stays behind is no harm once it has no addresses and is down. */
  void close() {
    NetworkInterface gone = made;
    made = null;
    if (gone == null) {
      return;
    }
    try {
      macvlans.delete(gone);
    } catch (IOException e) {
      log.warn("{}: {}", name(), e.getMessage());
    }
  }

  /**
   * Removes the one that a killed process left behind.
   *
   * @return false if there is none
   */
  static boolean remove(Macvlans macvlans, VirtualMac mac, NetworkInterface parent)
      throws IOException {
    Optional<Macvlans.Found> there =
        macvlans.find(mac.interfaceName()).filter(found -> found.is(parent.index(), mac.address()));
    return there.isPresent() && macvlans.delete(there.get().networkInterface());
  }
}
