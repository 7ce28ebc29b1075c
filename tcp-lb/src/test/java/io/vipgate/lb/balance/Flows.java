package io.vipgate.lb.balance;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Connections that tests make up. */
record Flows(InetAddress client, InetAddress local, long arrivedNs) implements Flow {
  private static final InetAddress VIP = literal("10.32.255.99");

  static Flows from(String client) {
    return new Flows(literal(client), VIP, 0);
  }

  static Flows to(String local) {
    return new Flows(literal("192.0.2.1"), literal(local), 0);
  }

  Flows at(long nowNs) {
    return new Flows(client, local, nowNs);
  }

  static InetAddress literal(String address) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }
}
