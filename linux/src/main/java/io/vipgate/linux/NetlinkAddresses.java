package io.vipgate.linux;

import io.vipgate.linux.NetlinkSocket.Answer;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Leases addresses on interfaces from the kernel, by rtnetlink(7). Synchronous: each call returns
 * after the kernel's acknowledgement, which takes microseconds.
 */
public final class NetlinkAddresses implements AutoCloseable {
  private final NetlinkSocket socket;
  private final RepeatedInstallations installations = new RepeatedInstallations();

  private NetlinkAddresses(NetlinkSocket socket) {
    this.socket = socket;
  }

  /**
   * Opens it.
   *
   * @throws NativeException EMFILE, or EAFNOSUPPORT where netlink sockets are forbidden
   */
  public static NetlinkAddresses open() throws NativeException {
    return new NetlinkAddresses(NetlinkSocket.open());
  }

  /** Who asks here, as the kernel names it in its news of the changes. */
  int port() throws NativeException {
    return socket.port();
  }

  /**
   * Installs the address, or renews its lease if it is there already. The kernel removes it by
   * itself when the lease has run out.
   *
   * @param form scope and label count when it is not there yet: they stay through renewals
   * @param leaseSeconds 1 or more
   * @throws NativeException EPERM (CAP_NET_ADMIN), ENODEV (no such interface)
   */
  public void install(int interfaceIndex, AddressForm form, int leaseSeconds)
      throws NativeException {
    if (leaseSeconds < 1) {
      throw new IllegalArgumentException(
          "leaseSeconds: value: " + leaseSeconds + " (expected: 1 or more)");
    }
    Answer answer =
        socket.exchange("RTM_NEWADDR", installations.of(interfaceIndex, form, leaseSeconds));
    if (!answer.succeeded()) {
      throw answer.failure(
          call("RTM_NEWADDR", interfaceIndex, form.address(), form.prefixLength()));
    }
  }

  /**
   * Removes the address.
   *
   * @return false if the address, or the whole interface, was not there
   * @throws NativeException EPERM (CAP_NET_ADMIN)
   */
  public boolean remove(int interfaceIndex, InetAddress address, int prefixLength)
      throws NativeException {
    requirePrefixLength(address, prefixLength);
    Answer answer =
        socket.exchange(
            "RTM_DELADDR",
            (out, sequence) ->
                NetlinkEncoder.remove(out, sequence, interfaceIndex, address, prefixLength));
    int errno = answer.end().errno();
    if (errno == Errno.EADDRNOTAVAIL.number
        || errno == Errno.ENODEV.number
        || errno == Errno.ENXIO.number) { // an interface without IPv6
      return false;
    }
    if (!answer.succeeded()) {
      throw answer.failure(call("RTM_DELADDR", interfaceIndex, address, prefixLength));
    }
    return true;
  }

  /**
   * The addresses of the interface, IPv4 before IPv6, the primary ones first; empty if it does not
   * exist.
   */
  public List<InterfaceAddress> list(int interfaceIndex) throws NativeException {
    return list(socket, interfaceIndex);
  }

  static List<InterfaceAddress> list(NetlinkSocket socket, int interfaceIndex)
      throws NativeException {
    List<InterfaceAddress> addresses = new ArrayList<>();
    for (NetlinkMessage message :
        socket.dump("RTM_GETADDR", NetlinkEncoder::dumpAddresses).messages()) {
      if (message instanceof NetlinkMessage.Address found
          && found.address().interfaceIndex() == interfaceIndex) {
        addresses.add(found.address());
      }
    }
    return List.copyOf(addresses);
  }

  private static void requirePrefixLength(InetAddress address, int prefixLength) {
    int most = address instanceof Inet6Address ? 128 : 32;
    if (prefixLength < 0 || prefixLength > most) {
      throw new IllegalArgumentException(
          "prefixLength: value: " + prefixLength + " (expected: 0 to " + most + ")");
    }
  }

  private static String call(String type, int interfaceIndex, InetAddress address, int prefix) {
    return type
        + "("
        + address.getHostAddress()
        + "/"
        + prefix
        + " on interface index "
        + interfaceIndex
        + ")";
  }

  @Override
  public void close() {
    socket.close();
  }
}
