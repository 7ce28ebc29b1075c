package io.vipgate.lab.endurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Answers each byte with its own number, on one thread, for thousands of connections. */
final class EchoServer implements AutoCloseable {
  private static final int BACKLOG = 4096;

  private final byte number;
  private final Selector selector;
  private final ServerSocketChannel listener;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
  private final Thread thread = new Thread(this::run, "endurance-server");
  private volatile boolean closed;

  /**
   * @param port 0 for a free one
   */
  EchoServer(int number, int port) {
    this.number = (byte) number;
    try {
      selector = Selector.open();
      listener = ServerSocketChannel.open();
      listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      listener.configureBlocking(false);
      var unused = listener.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.socket().getLocalPort();
  }

  private void run() {
    try {
      while (!closed) {
        selector.select(this::handle);
      }
      for (SelectionKey key : selector.keys()) {
        reset(key);
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else {
        answer(key, (SocketChannel) key.channel());
      }
    } catch (IOException e) {
      reset(key);
    }
  }

  private void accept() throws IOException {
    for (SocketChannel client = listener.accept(); client != null; client = listener.accept()) {
      client.configureBlocking(false);
      var unused = client.register(selector, SelectionKey.OP_READ);
    }
  }

  private void answer(SelectionKey key, SocketChannel client) throws IOException {
    int count = client.read(buffer.clear());
    if (count < 0) {
      key.cancel();
      client.close();
      return;
    }
    buffer.clear();
    for (int i = 0; i < count; i++) {
      buffer.put(number);
    }
    // What does not fit into the socket's buffer would be lost; one byte always does.
    client.write(buffer.flip());
  }

  /** As a process that is killed: what it has open is reset. */
  private static void reset(SelectionKey key) {
    try {
      key.cancel();
      if (key.channel() instanceof SocketChannel client) {
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
      key.channel().close();
    } catch (IOException alreadyGone) {
      // It was to be closed.
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
