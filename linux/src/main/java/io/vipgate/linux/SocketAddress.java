package io.vipgate.linux;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An address and a port as bind(2) and connect(2) take them.
 *
 * <pre>
 *   sockaddr_in (ip(7))     0        2      4         8            16
 *                           | family | port | address | 0          |
 *
 *   sockaddr_in6 (ipv6(7))  0        2      4      8         24         28
 *                           | family | port | flow | address | scope ID |
 *
 *   family and scope ID are in native byte order, the rest is in network byte order
 * </pre>
 */
final class SocketAddress {
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  /** Bytes of the larger one. */
  private static final int SIZE = 28;

  private SocketAddress() {}

  static int family(InetAddress address) {
    return address instanceof Inet6Address ? AF_INET6 : AF_INET;
  }

  /** With the scope ID that an {@link Inet6Address} carries, which link-local ones need. */
  static NativeMemory of(InetAddress address, int port) {
    NativeMemory memory = NativeMemory.allocate(SIZE);
    ByteBuffer bytes = memory.clear();
    bytes.putShort((short) family(address));
    bytes.order(ByteOrder.BIG_ENDIAN).putShort((short) port);
    if (address instanceof Inet6Address six) {
      bytes.putInt(0).put(six.getAddress());
      bytes.order(ByteOrder.nativeOrder()).putInt(six.getScopeId());
    } else {
      bytes.put(address.getAddress()).putLong(0);
      bytes.order(ByteOrder.nativeOrder());
    }
    return memory;
  }

  /** Of 4 or 16 bytes. */
  static InetAddress ofBytes(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("address: value: " + bytes.length + " bytes", e);
    }
  }

  static String text(InetAddress address, int port) {
    return address instanceof Inet6Address
        ? "[" + address.getHostAddress() + "]:" + port
        : address.getHostAddress() + ":" + port;
  }
}
