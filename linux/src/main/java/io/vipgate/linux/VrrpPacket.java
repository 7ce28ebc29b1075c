package io.vipgate.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * A packet to one destination as the kernel wants it, to be {@linkplain RawVrrpChannel#send sent}
 * again and again: a master sends the same advertisement a hundred times a second.
 */
public final class VrrpPacket {
  /** More than an advertisement of 100 IPv6 addresses. */
  static final int SIZE_MAX = 2048;

  private final SocketMessage message = SocketMessage.allocate(SIZE_MAX);
  private final InetAddress source;
  private final InetAddress destination;

  VrrpPacket(VrrpSockets sockets, int interfaceIndex, InetAddress source, InetAddress destination) {
    this.source = source;
    this.destination = destination;
    sockets.route(message, interfaceIndex, source, destination);
  }

  /** Has the remaining bytes as its payload from now on. */
  public VrrpPacket payload(ByteBuffer payload) {
    if (payload.remaining() > SIZE_MAX) {
      throw new IllegalArgumentException(
          "payload: value: " + payload.remaining() + " bytes (expected: at most 2048)");
    }
    message.payload(payload);
    return this;
  }

  SocketMessage message() {
    return message;
  }

  /** Its source. */
  public InetAddress source() {
    return source;
  }

  /** Where it goes: the group or a peer. */
  public InetAddress destination() {
    return destination;
  }
}
