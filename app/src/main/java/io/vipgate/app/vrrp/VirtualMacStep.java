package io.vipgate.app.vrrp;

import io.vipgate.app.config.VirtualMac;
import io.vipgate.linux.Macvlans;
import java.util.Optional;

/** What is to be done next about the interface of a virtual MAC, as things are. */
enum VirtualMacStep {
  /** There is none. */
  CREATE,
  /** One is there that another process left behind: what it has set is not known. */
  REMOVE,
  /** It is down, and has addresses to carry. */
  RAISE,
  /** It is up, and has none: switches must learn the hardware address from the holder alone. */
  LOWER,
  /** Nothing. */
  KEEP,
  /** Another interface has its name. */
  REFUSE;

  /**
   * The next step.
   *
   * @param there the interface that has its name
   * @param parentIndex of the interface that it is to be on
   * @param madeIndex of the one that was made by us; 0 for none
   * @param holding whether it is to carry addresses now
   */
  static VirtualMacStep of(
      VirtualMac wanted,
      Optional<Macvlans.Found> there,
      int parentIndex,
      int madeIndex,
      boolean holding) {
    if (there.isEmpty()) {
      return CREATE;
    }
    Macvlans.Found found = there.get();
    if (!found.is(parentIndex, wanted.address())) {
      return REFUSE;
    }
    if (found.networkInterface().index() != madeIndex) {
      return REMOVE;
    }
    if (found.networkInterface().up() == holding) {
      return KEEP;
    }
    return holding ? RAISE : LOWER;
  }
}
