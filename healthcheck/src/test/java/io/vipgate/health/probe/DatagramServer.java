package io.vipgate.health.probe;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A server on 127.0.0.1 that answers each datagram with what its script makes of it. */
final class DatagramServer implements Closeable {
  private final DatagramSocket socket;

  /**
   * @param script the answers to one question, none to stay silent
   */
  DatagramServer(Function<byte[], List<byte[]>> script) {
    try {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(() -> serve(script), "datagram-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Function<byte[], List<byte[]>> script) {
    byte[] buffer = new byte[1 << 16];
    while (!socket.isClosed()) {
      try {
        DatagramPacket question = new DatagramPacket(buffer, buffer.length);
        socket.receive(question);
        for (byte[] answer : script.apply(Arrays.copyOf(buffer, question.getLength()))) {
          socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
        }
      } catch (IOException e) {
        return; // closed, or nobody listens any more
      }
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Override
  public void close() {
    socket.close();
  }
}
