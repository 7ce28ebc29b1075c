package io.vipgate.lab.endurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Connections that stay open, and notice when they do not. Each knows its server's number from the
 * first answer. Belongs to one thread.
 */
final class Connections implements AutoCloseable {
  private final InetSocketAddress target;
  private final Selector selector;
  private final ByteBuffer one = ByteBuffer.allocateDirect(16);
  private final Map<Integer, Integer> lostByServer = new HashMap<>();

  /** What a key stands for. */
  private static final class State {
    private final int server;
    private boolean answered = true;

    State(int server) {
      this.server = server;
    }
  }

  Connections(InetSocketAddress target) {
    this.target = target;
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens so many more, one after the other, each of which gets an answer. */
  void open(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.socket().connect(target, 20_000);
      write(channel);
      if (channel.read(one.clear()) != 1) {
        throw new IOException("answer: value: none (expected: one byte of the server)");
      }
      int server = one.get(0);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new State(server));
    }
  }

  private void write(SocketChannel channel) throws IOException {
    one.clear().put((byte) 'x').flip();
    channel.write(one);
  }

  int count() {
    return selector.keys().size();
  }

  /** The connections of one server. */
  int countOf(int server) {
    return (int) selector.keys().stream().filter(key -> state(key).server == server).count();
  }

  /** How many were lost so far, by the server that they had. */
  Map<Integer, Integer> lostByServer() {
    return Map.copyOf(lostByServer);
  }

  /** Notices what happens, for so long. */
  void watch(long forMs) throws IOException {
    long end = System.nanoTime() + forMs * 1_000_000;
    for (long left = forMs; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      selector.select(this::handle, left);
    }
  }

  /**
   * Has every connection answered once.
   *
   * @return how many did not within the limit, though they are open
   */
  int exchange(long limitMs) throws IOException {
    List<SelectionKey> all = new ArrayList<>(selector.keys());
    for (SelectionKey key : all) {
      state(key).answered = false;
      try {
        write((SocketChannel) key.channel());
      } catch (IOException e) {
        lose(key);
      }
    }
    long end = System.nanoTime() + limitMs * 1_000_000;
    while (unanswered() > 0 && System.nanoTime() < end) {
      selector.select(this::handle, 100);
    }
    return unanswered();
  }

  private int unanswered() {
    return (int)
        selector.keys().stream().filter(key -> key.isValid() && !state(key).answered).count();
  }

  private void handle(SelectionKey key) {
    try {
      int count = ((SocketChannel) key.channel()).read(one.clear());
      if (count < 0) {
        lose(key);
      } else {
        state(key).answered = true;
      }
    } catch (IOException reset) {
      lose(key);
    }
  }

  private void lose(SelectionKey key) {
    lostByServer.merge(state(key).server, 1, Integer::sum);
    close(key);
  }

  private static State state(SelectionKey key) {
    return (State) key.attachment();
  }

  private static void close(SelectionKey key) {
    key.cancel();
    try {
      key.channel().close();
    } catch (IOException alreadyGone) {
      // It was to be closed.
    }
  }

  @Override
  public void close() {
    selector.keys().forEach(Connections::close);
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
