package io.vipgate.app.vrrp;

import io.vipgate.linux.InterfaceAddress;
import io.vipgate.linux.NetworkInterface;
import io.vipgate.linux.RawVrrpChannel;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The raw socket of a usable interface, registered for reading. For the control thread only. */
final class VrrpPort implements AutoCloseable {
  private final Kernel kernel;
  private final NetworkInterface networkInterface;
  private final Inet4Address localAddress;
  private final RawVrrpChannel channel;

  private VrrpPort(
      Kernel kernel,
      NetworkInterface networkInterface,
      Inet4Address localAddress,
      RawVrrpChannel channel) {
    this.kernel = kernel;
    this.networkInterface = networkInterface;
    this.localAddress = localAddress;
    this.channel = channel;
  }

  /**
   * Opens the socket.
   *
   * @param localAddress source of what is sent
   * @param onPacket gets each packet with its IP header; the buffer is used again afterwards
   */
  static VrrpPort open(
      Kernel kernel,
      NetworkInterface networkInterface,
      Inet4Address localAddress,
      Consumer<ByteBuffer> onPacket)
      throws IOException {
    RawVrrpChannel channel = RawVrrpChannel.open(networkInterface, localAddress);
    VrrpPort port = new VrrpPort(kernel, networkInterface, localAddress, channel);
    // As long as any IP packet can be, so that none is cut and then blamed for being short.
    ByteBuffer buffer = ByteBuffer.allocateDirect(65_535);
    kernel.poller().add(channel, () -> port.drain(buffer, onPacket));
    return port;
  }

  /**
   * The address to send from: the first that is the interface's own. Virtual addresses come and go,
   * and a tie must not be settled by one.
   */
  static Optional<Inet4Address> localAddress(NetworkInterface of, Set<InetAddress> virtual) {
    return of.addresses().stream()
        .filter(address -> !address.installedByVipgate())
        .map(InterfaceAddress::address)
        .filter(address -> !virtual.contains(address))
        .findFirst();
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

  void send(ByteBuffer payload) throws IOException {
    channel.send(payload);
  }

  NetworkInterface networkInterface() {
    return networkInterface;
  }

  Inet4Address localAddress() {
    return localAddress;
  }

  @Override
  public void close() {
    kernel.poller().remove(channel);
    channel.close();
  }
}
