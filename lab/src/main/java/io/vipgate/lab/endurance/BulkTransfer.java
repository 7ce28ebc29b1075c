package io.vipgate.lab.endurance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * One connection with many bytes both ways at once, and the checksums of what each side sent and of
 * what the other one got.
 */
final class BulkTransfer implements AutoCloseable {
  private static final int CHUNK = 128 << 10;
  private static final long LIMIT_S = 300;

  private final ServerSocket listening;
  private final long bytes;

  /** What one side sent, or got. */
  private record Sum(long bytes, long crc) {}

  private record Sums(Sum sent, Sum received) {}

  /**
   * @param bytes each way; only connections that say something get any
   */
  BulkTransfer(long bytes) throws IOException {
    this.bytes = bytes;
    this.listening = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
  }

  int port() {
    return listening.getLocalPort();
  }

  /**
   * Transfers.
   *
   * @return whether both sides got what the other one sent, to the byte
   */
  boolean isWhole(InetSocketAddress through) throws Exception {
    CompletableFuture<Sums> server = inBackground(this::serve);
    try (Socket socket = new Socket()) {
      socket.connect(through);
      Sums client = exchange(socket, socket.getInputStream(), 1);
      Sums other = server.get(LIMIT_S, TimeUnit.SECONDS);
      return client.sent().equals(other.received())
          && other.sent().equals(client.received())
          && client.sent().bytes() == bytes
          && other.sent().bytes() == bytes;
    }
  }

  /** Checks connect as well, and say nothing. */
  private Sums serve() throws IOException {
    while (true) {
      try (Socket socket = listening.accept()) {
        PushbackInputStream in = new PushbackInputStream(socket.getInputStream());
        if (speaks(in)) {
          return exchange(socket, in, 2);
        }
      }
    }
  }

  private static boolean speaks(PushbackInputStream in) throws IOException {
    try {
      int first = in.read();
      if (first >= 0) {
        in.unread(first);
      }
      return first >= 0;
    } catch (SocketException check) {
      return false;
    }
  }

  private Sums exchange(Socket socket, InputStream in, int seed) throws IOException {
    CompletableFuture<Sum> sent = inBackground(() -> send(socket, seed));
    Sum received = receive(in);
    return new Sums(sent.join(), received);
  }

  private Sum send(Socket socket, int seed) throws IOException {
    CRC32C crc = new CRC32C();
    SplittableRandom random = new SplittableRandom(seed);
    byte[] chunk = new byte[CHUNK];
    random.nextBytes(chunk);
    OutputStream out = socket.getOutputStream();
    for (long left = bytes; left > 0; left -= chunk.length) {
      // No two chunks are alike, so that one that is lost or sent twice shows.
      chunk[(int) (left / CHUNK % CHUNK)]++;
      int length = (int) Math.min(left, CHUNK);
      crc.update(chunk, 0, length);
      out.write(chunk, 0, length);
    }
    socket.shutdownOutput();
    return new Sum(bytes, crc.getValue());
  }

  private static Sum receive(InputStream in) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] chunk = new byte[CHUNK];
    long received = 0;
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      crc.update(chunk, 0, n);
      received += n;
    }
    return new Sum(received, crc.getValue());
  }

  private static <T> CompletableFuture<T> inBackground(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.call());
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            },
            "endurance-transfer");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
