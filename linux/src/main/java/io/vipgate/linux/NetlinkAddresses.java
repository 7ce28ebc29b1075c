package io.vipgate.linux;

import java.net.Inet4Address;
import java.util.List;

/**
 * Leases addresses on interfaces from the kernel, by rtnetlink(7). Synchronous: each call returns
 * after the kernel's acknowledgement, which takes microseconds.
 */
@SuppressWarnings("DoNotCallSuggester") // a skeleton
public final class NetlinkAddresses implements AutoCloseable {
  private NetlinkAddresses() {}

  public static NetlinkAddresses open() throws NativeException {
    throw Skeleton.unbuilt();
  }

  /**
   * Installs the address, or renews its lease if it is there already. The kernel removes it by
   * itself when the lease has run out.
   *
   * @param prefixLength 0 to 32
   * @param leaseSeconds 1 or more
   * @throws NativeException EPERM (CAP_NET_ADMIN), ENODEV (no such interface)
   */
  public void install(int interfaceIndex, Inet4Address address, int prefixLength, int leaseSeconds)
      throws NativeException {
    throw Skeleton.unbuilt();
  }

  /**
   * Removes the address.
   *
   * @return false if the address, or the whole interface, was not there
   */
  public boolean remove(int interfaceIndex, Inet4Address address, int prefixLength)
      throws NativeException {
    throw Skeleton.unbuilt();
  }

  /** The IPv4 addresses of the interface, the primary ones first; empty if it does not exist. */
  public List<InterfaceAddress> list(int interfaceIndex) throws NativeException {
    throw Skeleton.unbuilt();
  }

  @Override
  public void close() {
    throw Skeleton.unbuilt();
  }
}
