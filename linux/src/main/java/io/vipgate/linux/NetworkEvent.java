package io.vipgate.linux;

/** A change that the kernel announced. */
public sealed interface NetworkEvent {
  /**
   * An interface is there and something about it may have changed; repeats are normal.
   *
   * @param up administratively up (IFF_UP)
   * @param carrier the layer below is up (IFF_LOWER_UP)
   */
  record LinkChanged(int interfaceIndex, String name, boolean up, boolean carrier)
      implements NetworkEvent {}

  /** An interface was deleted, or moved to another network namespace. */
  record LinkRemoved(int interfaceIndex, String name) implements NetworkEvent {}

  /** An address was installed, or its lease renewed; also by ourselves. */
  record AddressAdded(InterfaceAddress address) implements NetworkEvent {}

  /** An address was removed by anyone, or its lease ran out. */
  record AddressRemoved(InterfaceAddress address) implements NetworkEvent {}

  /**
   * Events were lost (ENOBUFS); whatever came before it is stale. Ask {@link Interfaces} for the
   * state as it is now.
   */
  record Overrun() implements NetworkEvent {}
}
