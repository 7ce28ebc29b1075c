package io.vipgate.app.config;

import io.vipgate.linux.IpFamily;
import io.vipgate.vrrp.packet.Authentication;
import io.vipgate.vrrp.packet.VrrpVersion;
import io.vipgate.vrrp.router.Claims;
import io.vipgate.vrrp.router.RouterConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router ({@code vrrp.NAME}).
 *
 * @param name the instance's name
 * @param version of the protocol
 * @param interfaceName the Linux interface of adverts and addresses; 1 to 15 bytes
 * @param virtualRouterId 1 to 255, the same on all routers of the group
 * @param priority 1 to 254, or 255 for the owner of the addresses; the highest becomes master
 * @param preempt whether to take over from a master of lower priority
 * @param advertInterval as {@link VrrpVersion#canAdvertise} has it
 * @param checksum of what is sent; of no effect in version 2
 * @param authPass 1 to 8 bytes in UTF-8; null: no authentication, as always in version 3
 * @param addresses of both families; those of the family that adverts go over are in them, 1 to 255
 * @param excludedAddresses held as the others are, and not in adverts
 * @param path where adverts go
 * @param role what decides, beside the priority, whether it is to be master
 * @param announce how the neighbours are told where the addresses are
 * @param virtualMac whether the addresses have the virtual router's own hardware address
 */
public record VrrpConfig(
    String name,
    VrrpVersion version,
    @Written(as = "interface") String interfaceName,
    int virtualRouterId,
    int priority,
    boolean preempt,
    Duration advertInterval,
    ChecksumForm checksum,
    @Written(secretly = true) @Nullable String authPass,
    List<VirtualAddress> addresses,
    List<VirtualAddress> excludedAddresses,
    AdvertPath path,
    @Written(flat = true) RoleConfig role,
    AnnounceConfig announce,
    boolean virtualMac) {
  public VrrpConfig {
    addresses = List.copyOf(addresses);
    excludedAddresses = List.copyOf(excludedAddresses);
  }

  /** All that is held, those in adverts first. */
  public List<VirtualAddress> held() {
    return Stream.concat(addresses.stream(), excludedAddresses.stream()).toList();
  }

  /** The interface that an address is put on. */
  public String carrier(VirtualAddress address) {
    return virtualMac ? virtualMac(address).interfaceName() : address.interfaceName(interfaceName);
  }

  /** Those that it makes interfaces for: one for each family of its addresses, or none. */
  public List<VirtualMac> virtualMacs() {
    return virtualMac ? held().stream().map(this::virtualMac).distinct().toList() : List.of();
  }

  private VirtualMac virtualMac(VirtualAddress address) {
    return VirtualMac.of(virtualRouterId, IpFamily.of(address.address()));
  }

  /** Whether its adverts go over IPv6. */
  public boolean isOverIpv6() {
    return path.isOverIpv6(addresses);
  }

  /**
   * The virtual router that this describes.
   *
   * @param localAddress the source of its advertisements
   */
  public RouterConfig routerAt(InetAddress localAddress) {
    return new RouterConfig(
        name,
        version,
        virtualRouterId,
        priority,
        preempt,
        advertInterval.toNanos(),
        addresses.stream().map(VirtualAddress::address).toList(),
        localAddress,
        authPass == null ? Authentication.NONE : Authentication.pass(authPass),
        new RouterConfig.Delays(role.preemptDelay().toNanos(), role.startupDelay().toNanos()),
        new Claims(
            excludedAddresses.stream().map(VirtualAddress::address).toList(),
            role.duplicateCheck(),
            announce.announcing()));
  }

  /** With the defaults of all keys that are not named here. */
  public VrrpConfig(
      String name,
      VrrpVersion version,
      String interfaceName,
      int virtualRouterId,
      int priority,
      boolean preempt,
      Duration advertInterval,
      ChecksumForm checksum,
      @Nullable String authPass,
      List<VirtualAddress> addresses,
      AdvertPath path) {
    this(
        name,
        version,
        interfaceName,
        virtualRouterId,
        priority,
        preempt,
        advertInterval,
        checksum,
        authPass,
        addresses,
        List.of(),
        path,
        RoleConfig.PLAIN,
        AnnounceConfig.DEFAULT,
        false);
  }

  /** The same with another priority. */
  public VrrpConfig withPriority(int other) {
    return new VrrpConfig(
        name,
        version,
        interfaceName,
        virtualRouterId,
        other,
        preempt,
        advertInterval,
        checksum,
        authPass,
        addresses,
        excludedAddresses,
        path,
        role,
        announce,
        virtualMac);
  }

  /** Without the password: this text ends up in logs. */
  @Override
  public String toString() {
    return "VrrpConfig[name=%s, version=%s, interfaceName=%s, virtualRouterId=%d, priority=%d, preempt=%s, advertInterval=%s, checksum=%s, authPass=%s, addresses=%s, excludedAddresses=%s, path=%s, role=%s, announce=%s, virtualMac=%s]"
        .formatted(
            name,
            version,
            interfaceName,
            virtualRouterId,
            priority,
            preempt,
            advertInterval,
            checksum,
            authPass == null ? "none" : "set",
            addresses,
            excludedAddresses,
            path,
            role,
            announce,
            virtualMac);
  }
}
