package io.vipgate.lb.proxy;

import io.vipgate.lb.pool.ProxyHeader;
import io.vipgate.lb.proxyprotocol.Header;

/** What a server hears of us before it hears the client. */
final class Greeting {
  private static final byte[] NONE = {};

  private Greeting() {}

  static byte[] of(ProxyHeader version, Origin origin) {
    return switch (version) {
      case NONE -> NONE;
      case V1 -> Header.version1(origin.endpoints());
      case V2 -> Header.version2(origin.endpoints());
    };
  }
}
