package io.vipgate.linux;

import java.util.List;

/** What {@link Interfaces#lookup} found. */
public sealed interface InterfaceLookup {
  /** The interface is there. */
  record Present(NetworkInterface networkInterface) implements InterfaceLookup {}

  /**
   * There is no such interface now.
   *
   * @param present the names of those that there are
   */
  record Absent(String name, List<String> present) implements InterfaceLookup {
    public Absent {
      present = List.copyOf(present);
    }

    /** {@code interface: value: bond9 (expected: one of lo, bond0)}. */
    @Override
    public String toString() {
      return "interface: value: " + name + " (expected: one of " + String.join(", ", present) + ")";
    }
  }
}
