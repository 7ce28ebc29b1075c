package io.vipgate.linux;

import java.net.Inet4Address;

/**
 * An IPv4 address on an interface.
 *
 * @param interfaceIndex the ifindex
 * @param prefixLength 0 to 32
 * @param validSeconds what is left of its lifetime, or {@link #PERMANENT}
 * @param secondary shares its subnet with an earlier address (IFA_F_SECONDARY)
 * @param protocol who installed it (IFA_PROTO, since Linux 5.18); 0 where unknown
 */
public record InterfaceAddress(
    int interfaceIndex,
    Inet4Address address,
    int prefixLength,
    long validSeconds,
    boolean secondary,
    int protocol) {
  /** The lifetime of an address that does not expire (INFINITY_LIFE_TIME). */
  public static final long PERMANENT = 0xffff_ffffL;

  /**
   * The IFA_PROTO of what {@link NetlinkAddresses#install} installs: the IP protocol number of
   * VRRP, which no other program is known to use here.
   */
  public static final int VIPGATE = 112;

  /** Whether the kernel says that a vipgate installed it; never true before Linux 5.18. */
  public boolean installedByVipgate() {
    return protocol == VIPGATE;
  }
}
