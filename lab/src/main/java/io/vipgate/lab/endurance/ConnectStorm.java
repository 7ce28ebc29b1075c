package io.vipgate.lab.endurance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Connects that all begin at once, as after a failover. Each says a byte when it is connected and
 * is held, so that all are open together, until the last one has its answer.
 */
final class ConnectStorm implements AutoCloseable {
  private static final long SELECT_MS = 1_000;

  private final Selector selector;
  private final ByteBuffer one = ByteBuffer.allocateDirect(16);
  private int answered;
  private int refused;
  private int cut;

  ConnectStorm() throws IOException {
    selector = Selector.open();
  }

  /**
   * Begins so many connects, and returns when each has come to something.
   *
   * @param limitMs for all of it
   * @return how many were answered
   */
  int rage(InetSocketAddress target, int connections, long limitMs) throws IOException {
    for (int i = 0; i < connections; i++) {
      SocketChannel client = SocketChannel.open();
      client.configureBlocking(false);
      client.connect(target);
      var unused = client.register(selector, SelectionKey.OP_CONNECT);
    }
    long end = System.nanoTime() + limitMs * 1_000_000;
    while (answered + refused + cut < connections && System.nanoTime() < end) {
      selector.select(this::step, SELECT_MS);
    }
    return answered;
  }

  int refused() {
    return refused;
  }

  int cut() {
    return cut;
  }

  private void step(SelectionKey key) {
    SocketChannel client = (SocketChannel) key.channel();
    if (key.isConnectable()) {
      try {
        client.finishConnect();
        one.clear().put((byte) 'x').flip();
        client.write(one);
        key.interestOps(SelectionKey.OP_READ);
      } catch (IOException e) {
        refused++;
        key.cancel();
      }
      return;
    }
    try {
      if (client.read(one.clear()) < 1) {
        throw new IOException("answer: value: none (expected: one byte)");
      }
      answered++;
      key.interestOps(0);
    } catch (IOException e) {
      cut++;
      key.cancel();
    }
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
