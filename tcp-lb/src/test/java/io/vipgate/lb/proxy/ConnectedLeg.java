package io.vipgate.lb.proxy;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A leg without an event loop, and the peer at the other end of its connection. */
final class ConnectedLeg implements AutoCloseable {
  private static final Leg.Owner NOBODY =
      new Leg.Owner() {
        @Override
        public void ready(Leg leg, int events) {}

        @Override
        public void crashed(Throwable defect) {
          throw new AssertionError(defect);
        }

        @Override
        public void evicted() {}
      };

  private final Leg leg;
  private final SocketChannel peer;

  private ConnectedLeg(Leg leg, SocketChannel peer) {
    this.leg = leg;
    this.peer = peer;
  }

  static ConnectedLeg open() throws Exception {
    try (ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Socket socket = Socket.newSocketStream();
      if (!socket.connect(listening.getLocalAddress())) {
        Eventually.until("connected", socket::finishConnect);
      }
      SocketChannel peer = listening.accept();
      return new ConnectedLeg(new Leg(socket, NOBODY), peer);
    }
  }

  Leg leg() {
    return leg;
  }

  /** The peer sends that, from a thread of its own. */
  CompletableFuture<@Nullable Void> writes(byte[] bytes) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
              peer.write(left);
            }
          } catch (IOException gone) {
            throw new UncheckedIOException(gone);
          }
        });
  }

  /** What the peer has to read now, at most as much as there is room for. */
  int readInto(ByteBuffer bytes) throws IOException {
    peer.configureBlocking(false);
    return peer.read(bytes);
  }

  void endOutput() {
    try {
      peer.shutdownOutput();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  void reset() throws IOException {
    peer.setOption(StandardSocketOptions.SO_LINGER, 0);
    peer.close();
  }

  @Override
  public void close() throws IOException {
    leg.closeDescriptor();
    peer.close();
  }
}
