package io.vipgate.app.http;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The socket file of a process that was killed: nobody listens, but nobody can bind either. */
final class StaleSocket {
  private StaleSocket() {}

  /**
   * Removes the file if nobody listens on it.
   *
   * @throws IOException if somebody does
   */
  static void remove(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    if (answers(path)) {
      throw new IOException(
          "admin.socket: value: "
              + path
              + " (expected: a path on which no other vipgate listens; stop the other one first)");
    }
    Files.delete(path);
  }

  private static boolean answers(Path path) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return channel.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
