package io.vipgate.app.config;

import io.vipgate.linux.IpFamily;
import io.vipgate.linux.MacAddress;

/**
 * The hardware address of a virtual router (RFC 9568 §7.3), and the interface that has it, which is
 * called as keepalived calls it.
 *
 * @param interfaceName 6 to 9 bytes
 */
public record VirtualMac(String interfaceName, MacAddress address) {
  private static final long IPV4 = 0x0000_5e00_0100L;
  private static final long IPV6 = 0x0000_5e00_0200L;

  /** That of a virtual router for its addresses of one family. */
  public static VirtualMac of(int virtualRouterId, IpFamily family) {
    return switch (family) {
      case IPV4 ->
          new VirtualMac("vrrp." + virtualRouterId, new MacAddress(IPV4 | virtualRouterId));
      case IPV6 ->
          new VirtualMac("vrrp6." + virtualRouterId, new MacAddress(IPV6 | virtualRouterId));
    };
  }
}
