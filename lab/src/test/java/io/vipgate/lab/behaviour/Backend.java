package io.vipgate.lab.behaviour;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server of loopback that greets with its name and a line feed, and echoes what comes then. It
 * can die and come back at the same address.
 */
final class Backend implements AutoCloseable {
  private final String name;
  private final int port;
  private final boolean greets;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private ServerSocket listening;
  private Thread acceptor;

  Backend(String name) {
    this(name, true);
  }

  /**
   * @param greets whether it says its name first; otherwise it only echoes
   */
  Backend(String name, boolean greets) {
    this.name = name;
    this.greets = greets;
    this.listening = listen(0);
    this.port = listening.getLocalPort();
    this.acceptor = start(this::accept);
  }

  private static ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  /** Its line in the configuration, with further keys. */
  String line(String more) {
    return "  servers.%s { address = \"127.0.0.1:%d\" %s }\n".formatted(name, port, more);
  }

  /** As a process that is killed. */
  void die() throws IOException {
    listening.close();
    // The kernel listens for as long as a thread waits in accept(2).
    join(acceptor);
    for (Socket socket : open) {
      reset(socket);
    }
    open.clear();
  }

  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException ended) {
      // A check's, which has just come and gone.
    }
  }

  void revive() {
    listening = listen(port);
    acceptor = start(this::accept);
  }

  private void accept() {
    ServerSocket mine = listening;
    while (!mine.isClosed()) {
      try {
        Socket socket = mine.accept();
        open.add(socket);
        Thread unused = start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      if (greets) {
        out.write((name + "\n").getBytes(StandardCharsets.US_ASCII));
      }
      in.transferTo(out);
    } catch (IOException resetByPeer) {
      // Checks end their connections the hard way.
    } finally {
      open.remove(socket);
    }
  }

  private Thread start(Runnable work) {
    Thread thread = new Thread(work, "backend-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void join(Thread thread) {
    try {
      thread.join(20_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    die();
  }
}
