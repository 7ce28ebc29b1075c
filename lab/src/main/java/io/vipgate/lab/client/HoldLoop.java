package io.vipgate.lab.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/** The program that {@link HoldClient} runs in a node. It ends with its standard input. */
final class HoldLoop {
  static final String OPEN = "OPEN ";

  private static final long PAUSE_MS = 20;

  /** Attempts under way at once: fewer than wait in a listener's queue. */
  private static final int AT_ONCE = 100;

  /** Of the key of one that was made; a failed connect has closed its channel already. */
  private static final Object HELD = new Object();

  private final InetSocketAddress target;
  private final int wanted;
  private final Selector selector = Selector.open();
  private final ByteBuffer ignored = ByteBuffer.allocateDirect(4096);
  private final AtomicBoolean stopped = new AtomicBoolean();
  private int connecting;
  private int open;

  private HoldLoop(InetSocketAddress target, int wanted) throws IOException {
    this.target = target;
    this.wanted = wanted;
  }

  /** Takes host, port, the number of connections. */
  public static void main(String[] arguments) throws IOException {
    HoldLoop loop =
        new HoldLoop(
            new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])),
            Integer.parseInt(arguments[2]));
    StandardInput.onEnd(() -> loop.stopped.set(true));
    loop.run();
  }

  private void run() throws IOException {
    while (!stopped.get()) {
      while (connecting < AT_ONCE && open + connecting < wanted) {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        connecting++;
        channel.register(selector, SelectionKey.OP_CONNECT);
        if (channel.connect(target)) {
          throw new IOException("connect: value: at once (expected: on another host)");
        }
      }
      selector.select(this::handle, PAUSE_MS);
    }
  }

  private void handle(SelectionKey key) {
    SocketChannel channel = (SocketChannel) key.channel();
    try {
      if (key.isConnectable()) {
        connecting--;
        if (channel.finishConnect()) {
          key.interestOps(SelectionKey.OP_READ);
          key.attach(HELD);
          count(1);
        }
      } else if (channel.read(ignored.clear()) < 0) {
        lose(key);
      }
    } catch (IOException e) {
      lose(key);
    }
  }

  private void lose(SelectionKey key) {
    if (key.attachment() == HELD) {
      count(-1);
    }
    try {
      key.channel().close();
    } catch (IOException e) {
      // It is lost in any case.
    }
  }

  private void count(int more) {
    open += more;
    if (open == wanted || open == 0) {
      System.out.println(OPEN + open);
    }
  }
}
