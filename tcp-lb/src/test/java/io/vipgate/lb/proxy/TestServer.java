package io.vipgate.lb.proxy;

import io.vipgate.lb.pool.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of blocking sockets: one thread to accept, and one for each connection. */
final class TestServer implements AutoCloseable {

  /** What it does with a connection; the socket is closed afterwards. */
  interface Behaviour {
    void serve(Socket socket) throws IOException;
  }

  /** Sends back what comes, until the end comes. */
  static final Behaviour ECHO =
      socket -> socket.getInputStream().transferTo(socket.getOutputStream());

  /** Keeps the connection, silent, until the client is gone. */
  static final Behaviour SILENT = socket -> socket.getInputStream().readAllBytes();

  private final String name;
  private final ServerSocket listening;
  private final Thread acceptor;
  private final Behaviour behaviour;
  private final AtomicInteger accepted = new AtomicInteger();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<Throwable> defects = new CopyOnWriteArrayList<>();

  TestServer(String name, Behaviour behaviour) throws IOException {
    this(name, behaviour, "127.0.0.1", 0);
  }

  TestServer(String name, Behaviour behaviour, String address, int receiveBuffer)
      throws IOException {
    this.name = name;
    this.behaviour = behaviour;
    this.listening = new ServerSocket();
    if (receiveBuffer > 0) {
      listening.setReceiveBufferSize(receiveBuffer);
    }
    listening.bind(new InetSocketAddress(literal(address), 0), 1024);
    this.acceptor = start(this::acceptAll);
  }

  Server asServer() {
    return asServer(1);
  }

  Server asServer(int weight) {
    return new Server(name, (InetSocketAddress) listening.getLocalSocketAddress(), weight);
  }

  String name() {
    return name;
  }

  int accepted() {
    return accepted.get();
  }

  /** Resets all its connections and stops listening. */
  void kill() throws IOException {
    listening.close();
    // Until its accept(2) returns, the kernel goes on accepting.
    join(acceptor);
    for (Socket socket : open) {
      reset(socket);
    }
  }

  static InetAddress literal(String address) {
    try {
      return InetAddress.getAllByName(address)[0];
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void reset(Socket socket) throws IOException {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException closedMeanwhile) {
      // Its own thread was faster.
    }
    socket.close();
  }

  @Override
  public void close() throws IOException {
    kill();
    if (!defects.isEmpty()) {
      throw new AssertionError(name + " failed", defects.get(0));
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(20_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void acceptAll() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        accepted.incrementAndGet();
        open.add(socket);
        Thread unused = start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      behaviour.serve(socket);
    } catch (IOException | UncheckedIOException resetByPeer) {
      // Many tests end a connection the hard way.
    } catch (RuntimeException | Error defect) {
      defects.add(defect);
    } finally {
      open.remove(socket);
    }
  }

  private Thread start(Runnable work) {
    Thread thread = new Thread(work, "server-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
