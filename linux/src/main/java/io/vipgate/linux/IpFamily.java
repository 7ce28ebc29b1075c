package io.vipgate.linux;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The IP version that advertisements go over. */
public enum IpFamily {
  IPV4(2, "ipv4", new byte[] {(byte) 224, 0, 0, 18}),
  IPV6(10, "ipv6", new byte[] {(byte) 0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x12});

  /** AF_INET or AF_INET6. */
  final int number;

  private final String label;
  private final InetAddress group;

  IpFamily(int number, String label, byte[] group) {
    this.number = number;
    this.label = label;
    try {
      this.group = InetAddress.getByAddress(group);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 bytes are an address", e);
    }
  }

  /** The family of an address. */
  public static IpFamily of(InetAddress address) {
    return address instanceof Inet6Address ? IPV6 : IPV4;
  }

  /** The stable value of a metric's {@code family} label. */
  public String label() {
    return label;
  }

  /** All VRRP routers of a link: 224.0.0.18 (RFC 3768 §5.2.2) or ff02::12 (RFC 9568 §5.1.2.2). */
  public InetAddress group() {
    return group;
  }
}
