package io.vipgate.linux;

import java.net.Inet4Address;
import java.nio.ByteBuffer;

/**
 * Sends and receives VRRP over IPv4 on one interface: a raw(7) socket of IP protocol 112, bound to
 * the interface, member of 224.0.0.18.
 */
@SuppressWarnings("DoNotCallSuggester") // a skeleton
public final class RawVrrpChannel implements Pollable, AutoCloseable {
  private RawVrrpChannel() {}

  /**
   * Opens the channel.
   *
   * @param source the source address of what is sent; an address of this host
   * @throws NativeException EPERM (CAP_NET_RAW), ENODEV (the interface is gone)
   */
  public static RawVrrpChannel open(NetworkInterface networkInterface, Inet4Address source)
      throws NativeException {
    throw Skeleton.unbuilt();
  }

  @Override
  public int fd() {
    throw Skeleton.unbuilt();
  }

  /**
   * Receives one IP packet, header included, into {@code packet} from its position on, and advances
   * the position. A packet larger than what remains is cut.
   *
   * @return false if none is waiting
   */
  public boolean receive(ByteBuffer packet) throws NativeException {
    throw Skeleton.unbuilt();
  }

  /**
   * Sends the remaining bytes as the payload of one packet to 224.0.0.18 with TTL 255.
   *
   * @throws NativeException ENETDOWN (interface down), EINVAL (the source address left this host),
   *     EAGAIN (the queue of the interface is full)
   */
  public void send(ByteBuffer payload) throws NativeException {
    throw Skeleton.unbuilt();
  }

  @Override
  public void close() {
    throw Skeleton.unbuilt();
  }
}
