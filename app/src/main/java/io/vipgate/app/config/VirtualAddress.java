package io.vipgate.app.config;

import io.vipgate.linux.AddressForm;
import io.vipgate.linux.AddressScope;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A virtual address as it is put on an interface, in the words of ip-address(8): {@code
 * 10.32.255.99/24 dev eth1 label eth1:vip scope link}.
 *
 * @param prefixLength bits, 1 to 32, or 128 for IPv6
 * @param interfaceName where it is put; null: on the interface of the adverts
 * @param label null: the interface's name; null for IPv6
 * @param scope {@link AddressScope#GLOBAL} for IPv6
 */
public record VirtualAddress(
    InetAddress address,
    int prefixLength,
    @Nullable String interfaceName,
    @Nullable String label,
    AddressScope scope) {

  /** On the interface of the adverts, and nothing special about it. */
  public VirtualAddress(InetAddress address, int prefixLength) {
    this(address, prefixLength, null, null, AddressScope.GLOBAL);
  }

  public boolean isIpv6() {
    return address instanceof Inet6Address;
  }

  /** The interface that it is put on, by a router that advertises over this one. */
  public String interfaceName(String ofAdverts) {
    return interfaceName == null ? ofAdverts : interfaceName;
  }

  /** As the kernel is told. */
  public AddressForm form() {
    return new AddressForm(address, prefixLength, scope, label);
  }

  /** As it stands in the file: {@code 10.32.255.99/32}, and what is special about it. */
  @Override
  public String toString() {
    return address.getHostAddress()
        + "/"
        + prefixLength
        + (interfaceName == null ? "" : " dev " + interfaceName)
        + (label == null ? "" : " label " + label)
        + (scope == AddressScope.GLOBAL ? "" : " scope " + scope.label());
  }
}
