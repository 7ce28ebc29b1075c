package io.vipgate.vrrp.router;

import io.vipgate.vrrp.packet.Advertisement;

/**
 * What is to be done, in the order of {@link Decision#actions}. Addresses are those of {@link
 * RouterConfig#held}.
 */
public sealed interface Action {

  /**
   * Whether this tells anyone that the addresses are here. A router whose advertisement did not
   * leave must not: its peers did not hear it, and one of them may hold the addresses.
   */
  default boolean claims() {
    return false;
  }

  /**
   * Whether this must not be done any more once a peer may have taken over ({@link
   * Timers#fastestTakeoverNs} after the decision): a process may freeze between the two. What gives
   * something up is never too late.
   */
  default boolean expires() {
    return claims();
  }

  /** Send this advertisement from {@link RouterConfig#localAddress} to the link's routers. */
  record SendAdvertisement(Advertisement advertisement) implements Action {
    @Override
    public boolean expires() {
      return true;
    }
  }

  /**
   * Put the addresses on the interface, whether they are there already or not.
   *
   * @param leaseSeconds the kernel's {@code valid_lft}: without renewal it removes them by itself
   *     after that time
   */
  record InstallAddresses(int leaseSeconds) implements Action {
    @Override
    public boolean claims() {
      return true;
    }
  }

  /**
   * Start the lease of the installed addresses afresh.
   *
   * @param leaseSeconds as in {@link InstallAddresses}
   */
  record RenewAddresses(int leaseSeconds) implements Action {
    @Override
    public boolean claims() {
      return true;
    }
  }

  /** Ask the link whether someone has one of the addresses, without claiming them. */
  record ProbeAddresses() implements Action {}

  /**
   * Tell the link where the addresses are, by gratuitous ARP or neighbour advertisements.
   *
   * @param copies of the message for each address, 1 or more
   */
  record AnnounceAddresses(int copies) implements Action {
    @Override
    public boolean claims() {
      return true;
    }
  }

  /**
   * Close with RST what clients hold on the addresses, so that they reconnect to the next master at
   * once.
   */
  record ResetConnections() implements Action {}

  /** Take the addresses off the interface. One that is not there is no error. */
  record RemoveAddresses() implements Action {}

  /**
   * The same, and then tell those who watch this process that the addresses are free ({@link
   * Event.RouterParted}). Nothing is told while they may still be there.
   */
  record ReleaseAddresses() implements Action {}
}
