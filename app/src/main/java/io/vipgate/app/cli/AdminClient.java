package io.vipgate.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks the running service over its admin socket, in HTTP, one request a connection. */
final class AdminClient {
  private static final String HEAD_END = "\r\n\r\n";

  private final Path socket;

  AdminClient(Path socket) {
    this.socket = socket;
  }

  /**
   * Reads.
   *
   * @return the body of a 200 answer
   * @throws IOException if the service does not run, or answers anything else
   */
  String get(String path) throws IOException {
    return ask("GET " + path + " HTTP/1.1\r\nHost: vipgate\r\nConnection: close");
  }

  /**
   * Changes something.
   *
   * @return the body of a 200 answer
   * @throws RefusedException if the configuration file is why it cannot be done
   * @throws IOException if the service does not run, or answers anything else
   */
  String post(String path) throws IOException {
    return ask(
        "POST " + path + " HTTP/1.1\r\nHost: vipgate\r\nContent-Length: 0\r\nConnection: close");
  }

  private String ask(String request) throws IOException {
    String answer = exchange(request);
    int headEnd = answer.indexOf(HEAD_END);
    if (headEnd < 0) {
      throw new IOException(
          "admin socket: value: '" + answer + "' (expected: an HTTP answer from " + socket + ")");
    }
    String body = answer.substring(headEnd + HEAD_END.length());
    if (answer.startsWith("HTTP/1.1 422 ")) {
      throw new RefusedException(body.strip());
    }
    if (!answer.startsWith("HTTP/1.1 200 ")) {
      throw new IOException(body.strip());
    }
    return body;
  }

  private String exchange(String request) throws IOException {
    try (SocketChannel channel = connect()) {
      ByteBuffer out = StandardCharsets.US_ASCII.encode(request + HEAD_END);
      while (out.hasRemaining()) {
        channel.write(out);
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer in = ByteBuffer.allocate(8192);
      while (channel.read(in) >= 0) {
        answer.write(in.array(), 0, in.position());
        in.clear();
      }
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  private SocketChannel connect() throws IOException {
    try {
      return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      throw new IOException(
          "admin socket: value: "
              + socket
              + ": "
              + e.getMessage()
              + " (expected: a running vipgate that this user may ask; see: systemctl status"
              + " vipgate, or give --socket)",
          e);
    }
  }
}
