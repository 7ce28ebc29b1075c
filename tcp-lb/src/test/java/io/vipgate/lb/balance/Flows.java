package io.vipgate.lb.balance;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Connections that tests make up. */
public record Flows(InetAddress client, InetAddress local, long arrivedNs) implements Flow {
  public static Flows from(String client) {
    return new Flows(literal(client), literal("10.32.255.99"), 0);
  }

  public static Flows to(String local) {
    return new Flows(literal("192.0.2.1"), literal(local), 0);
  }

  Flows at(long nowNs) {
    return new Flows(client, local, nowNs);
  }

  /** 30 clients by IPv4 and 10 by IPv6. */
  static List<Flows> fromFortyClients() {
    return Stream.concat(
            IntStream.rangeClosed(1, 30).mapToObj(i -> "192.0.2." + i),
            IntStream.rangeClosed(1, 10).mapToObj(i -> "2001:db8::" + Integer.toHexString(i)))
        .map(Flows::from)
        .toList();
  }

  /** That many clients of one large network, all different. */
  static List<Flows> fromClients(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> from("10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255)))
        .toList();
  }

  static InetAddress literal(String address) {
    try {
      return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(address));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }
}
