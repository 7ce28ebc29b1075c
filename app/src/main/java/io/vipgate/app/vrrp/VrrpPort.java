package io.vipgate.app.vrrp;

import io.vipgate.linux.IpFamily;
import io.vipgate.linux.NetworkInterface;
import io.vipgate.linux.RawVrrpChannel;
import io.vipgate.linux.VrrpPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The raw socket of a usable interface, registered for reading. For the control thread only. */
final class VrrpPort implements AutoCloseable {
  private final Kernel kernel;
  private final NetworkInterface networkInterface;
  private final RawVrrpChannel channel;

  private VrrpPort(Kernel kernel, NetworkInterface networkInterface, RawVrrpChannel channel) {
    this.kernel = kernel;
    this.networkInterface = networkInterface;
    this.channel = channel;
  }

  /**
   * Opens the socket.
   *
   * @param onPacket gets each packet with its IP header; the buffer is used again afterwards
   */
  static VrrpPort open(
      Kernel kernel,
      NetworkInterface networkInterface,
      IpFamily family,
      Consumer<ByteBuffer> onPacket)
      throws IOException {
    RawVrrpChannel channel = RawVrrpChannel.open(networkInterface, family);
    VrrpPort port = new VrrpPort(kernel, networkInterface, channel);
    // As long as any IP packet can be, so that none is cut and then blamed for being short.
    ByteBuffer buffer = ByteBuffer.allocateDirect(65_535);
    kernel.poller().add(channel, () -> port.drain(buffer, onPacket));
    return port;
  }

  private void drain(ByteBuffer buffer, Consumer<ByteBuffer> onPacket) {
    try {
      buffer.clear();
      while (channel.receive(buffer)) {
        onPacket.accept(buffer.flip());
        buffer.clear();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A packet to be sent by this port, without a payload yet. */
  VrrpPacket packet(InetAddress source, InetAddress destination) {
    return channel.packet(source, destination);
  }

  void send(VrrpPacket packet) throws IOException {
    channel.send(packet);
  }

  NetworkInterface networkInterface() {
    return networkInterface;
  }

  @Override
  public void close() {
    kernel.poller().remove(channel);
    channel.close();
  }
}
