package io.vipgate.vrrp.router;

import java.net.InetAddress;
import java.util.List;

/**
 * How a virtual router claims its addresses, beyond advertising them. The peers need not do the
 * same.
 *
 * @param excluded further virtual addresses, of either family, that go wherever the others go and
 *     are not advertised (keepalived's {@code virtual_ipaddress_excluded})
 */
public record Claims(List<InetAddress> excluded) {

  /** The advertised addresses and nothing else. */
  public static final Claims PLAIN = new Claims(List.of());

  public Claims {
    excluded = List.copyOf(excluded);
  }
}
