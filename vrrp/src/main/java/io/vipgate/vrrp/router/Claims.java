package io.vipgate.vrrp.router;

import java.net.InetAddress;
import java.util.List;

/**
 * How a virtual router claims its addresses, beyond advertising them. The peers need not do the
 * same.
 *
 * @param excluded further virtual addresses, of either family, that go wherever the others go and
 *     are not advertised (keepalived's {@code virtual_ipaddress_excluded})
 * @param duplicates what is made of a host that has an address although no master was heard
 * @param announcing how the neighbours are told where the addresses are
 */
public record Claims(List<InetAddress> excluded, DuplicateCheck duplicates, Announcing announcing) {

  /** The advertised addresses and nothing else, announced as by default, without asking first. */
  public static final Claims PLAIN = new Claims(List.of(), DuplicateCheck.OFF, Announcing.DEFAULT);

  public Claims {
    excluded = List.copyOf(excluded);
  }
}
