package io.vipgate.linux;

import java.net.InetAddress;

/**
 * An IPv4 or IPv6 address on an interface.
 *
 * @param interfaceIndex the ifindex
 * @param prefixLength 0 to 32, or 128 for IPv6
 * @param validSeconds what is left of its lifetime, or {@link #PERMANENT}
 * @param secondary shares its subnet with an earlier address (IFA_F_SECONDARY). IPv4 only
 * @param tentative not yet known to be unique on the link, or known not to be (IFA_F_TENTATIVE,
 *     IFA_F_DADFAILED): nothing can be sent from it. IPv6 only
 * @param protocol who installed it (IFA_PROTO, since Linux 5.18); 0 where unknown
 */
public record InterfaceAddress(
    int interfaceIndex,
    InetAddress address,
    int prefixLength,
    long validSeconds,
    boolean secondary,
    boolean tentative,
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
