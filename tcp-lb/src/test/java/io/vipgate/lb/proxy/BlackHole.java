package io.vipgate.lb.proxy;

import io.vipgate.lb.pool.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A server that drops every SYN: its accept queue is full and stays so. */
final class BlackHole implements AutoCloseable {
  private static final int MORE_THAN_FITS = 64;

  private final ServerSocket listening;
  private final List<Socket> queued = new ArrayList<>();

  BlackHole() throws IOException {
    listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    for (int i = 0; i < MORE_THAN_FITS; i++) {
      Socket socket = new Socket();
      queued.add(socket);
      try {
        socket.connect(listening.getLocalSocketAddress(), 200);
      } catch (SocketTimeoutException full) {
        return;
      }
    }
    throw new AssertionError("the accept queue never filled");
  }

  Server asServer(String name) {
    return new Server(name, (InetSocketAddress) listening.getLocalSocketAddress());
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : queued) {
      socket.close();
    }
  }
}
