package io.vipgate.lb.proxyprotocol;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Version 2 (proxy-protocol.txt, 2.2), in network byte order.
 *
 * <pre>
 *  0                                                          12        13       14     16
 * | 0D 0A 0D 0A 00 0D 0A 51 55 49 54 0A                       | 2 | cmd | fam|tr | length | body
 *   signature                                                   4b  4b    4b   4b  2 bytes
 *
 * cmd   0 LOCAL: the proxy's own connection, the body is to be ignored; 1 PROXY
 * fam   0 unspecified, 1 IPv4, 2 IPv6, 3 Unix        tr   0 unspecified, 1 stream, 2 datagram
 *
 * body  IPv4  | source:4  | destination:4  | source port:2 | destination port:2 | TLVs ...
 *       IPv6  | source:16 | destination:16 | source port:2 | destination port:2 | TLVs ...
 * </pre>
 *
 * TLVs are skipped.
 */
final class HeaderV2 {
  static final byte[] SIGNATURE = {
    0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a
  };

  /** Of the whole header; what comes in TLVs is seldom more than a few hundred bytes. */
  static final int MAX_LENGTH = 4096;

  private static final int FIXED = 16;
  private static final int VERSION = 2;
  private static final int LOCAL = 0;
  private static final int PROXY = 1;
  private static final int STREAM_IPV4 = 0x11;
  private static final int STREAM_IPV6 = 0x21;

  private HeaderV2() {}

  static byte[] encode(Endpoints endpoints) {
    byte[] source = endpoints.source().getAddress().getAddress();
    byte[] destination = endpoints.destination().getAddress().getAddress();
    int length = source.length + destination.length + 4;
    return ByteBuffer.allocate(FIXED + length)
        .put(SIGNATURE)
        .put((byte) (VERSION << 4 | PROXY))
        .put((byte) (endpoints.isIpv6() ? STREAM_IPV6 : STREAM_IPV4))
        .putShort((short) length)
        .put(source)
        .put(destination)
        .putShort((short) endpoints.source().getPort())
        .putShort((short) endpoints.destination().getPort())
        .array();
  }

  static Header decode(byte[] bytes, int length) {
    if (length < FIXED) {
      return new Header.Incomplete(FIXED - length);
    }
    ByteBuffer header = ByteBuffer.wrap(bytes, 0, length);
    int versionAndCommand = header.get(SIGNATURE.length);
    int command = versionAndCommand & 0xf;
    if (versionAndCommand >>> 4 != VERSION || (command != LOCAL && command != PROXY)) {
      return new Header.Malformed("a version or command that is none");
    }
    int whole = FIXED + Short.toUnsignedInt(header.getShort(14));
    if (whole > MAX_LENGTH) {
      return new Header.Malformed("a header of " + whole + " bytes");
    }
    if (length != whole) {
      return length < whole
          ? new Header.Incomplete(whole - length)
          : new Header.Malformed("bytes after the header");
    }
    return command == LOCAL ? new Header.Complete(null) : addresses(header);
  }

  private static Header addresses(ByteBuffer header) {
    return switch (header.get(13)) {
      case STREAM_IPV4 -> addresses(header, 4);
      case STREAM_IPV6 -> addresses(header, 16);
      // Another family or transport: the connection is taken, and its own ends count.
      default -> new Header.Complete(null);
    };
  }

  private static Header addresses(ByteBuffer header, int size) {
    int ports = FIXED + 2 * size;
    if (header.limit() < ports + 4) {
      return new Header.Malformed("no room for its addresses");
    }
    return new Header.Complete(
        new Endpoints(
            endpoint(header, FIXED, size, header.getShort(ports)),
            endpoint(header, FIXED + size, size, header.getShort(ports + 2))));
  }

  private static InetSocketAddress endpoint(ByteBuffer header, int at, int size, short port) {
    byte[] address = new byte[size];
    header.get(at, address);
    return new InetSocketAddress(
        HeaderV1.addressOf(address, size == 16), Short.toUnsignedInt(port));
  }
}
