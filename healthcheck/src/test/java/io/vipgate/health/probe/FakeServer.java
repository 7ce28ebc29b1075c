package io.vipgate.health.probe;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server on 127.0.0.1 that does with each connection what its script says, and notes how the
 * client took its leave.
 */
final class FakeServer implements Closeable {

  /** What the server does with one connection; when it returns, the client's end is waited for. */
  interface Script {
    void serve(Socket socket) throws IOException;
  }

  private final ServerSocket listener;
  private final @Nullable SSLContext tls;
  private final Script script;
  private final Thread acceptor;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<String> endings = new LinkedBlockingQueue<>();
  private volatile Runnable onAccept = () -> {};
  private Consumer<SSLSocket> prepare = socket -> {};
  private Consumer<SSLSocket> inspector = socket -> {};

  private FakeServer(int port, @Nullable SSLContext tls, Script script) {
    this.tls = tls;
    this.script = script;
    try {
      this.listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.acceptor = run(this::acceptAll);
  }

  static FakeServer plain(Script script) {
    return new FakeServer(0, null, script);
  }

  /** The script begins when the TLS handshake is done. */
  static FakeServer tls(SSLContext context, Script script) {
    return new FakeServer(0, context, script);
  }

  /** As {@link #tls}, on this port. */
  static FakeServer tlsAt(int port, SSLContext context, Script script) {
    return new FakeServer(port, context, script);
  }

  /**
   * As {@link #plain} or {@link #tls}.
   *
   * @param accepted runs for each connection before anything else, on the connection's own thread
   */
  static FakeServer preparing(@Nullable SSLContext context, Runnable accepted, Script script) {
    FakeServer server = new FakeServer(0, context, script);
    server.onAccept = accepted;
    return server;
  }

  /** A script that reads the request and sends this text. */
  static Script answer(String text) {
    return socket -> {
      readRequest(socket);
      send(socket, text);
    };
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Up to the first line feed, or the end. */
  static void readLine(Socket socket) throws IOException {
    for (int c = socket.getInputStream().read();
        c >= 0 && c != '\n';
        c = socket.getInputStream().read()) {}
  }

  static List<String> readRequest(Socket socket) throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    List<String> lines = new ArrayList<>();
    for (String line = reader.readLine();
        line != null && !line.isEmpty();
        line = reader.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  FakeServer inspect(Consumer<SSLSocket> handshaken) {
    inspector = handshaken;
    return this;
  }

  FakeServer offering(String version, String... ciphers) {
    prepare =
        socket -> {
          socket.setEnabledProtocols(new String[] {version});
          if (ciphers.length > 0) {
            socket.setEnabledCipherSuites(ciphers);
          }
        };
    return this;
  }

  FakeServer needingClientCertificate() {
    prepare = socket -> socket.setNeedClientAuth(true);
    return this;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /**
   * How the next client's connection ended: "end" after a FIN (and close_notify, over TLS), else
   * the exception.
   */
  String awaitEnding() throws InterruptedException {
    String ending = endings.poll(5, TimeUnit.SECONDS);
    return ending == null ? "still open" : ending;
  }

  /** The next ending, if there is one within the time. */
  @Nullable String pollEnding(long ms) throws InterruptedException {
    return endings.poll(ms, TimeUnit.MILLISECONDS);
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        run(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket raw) {
    try (Socket socket = secured(raw)) {
      script.serve(socket);
      if (!socket.isClosed()) {
        socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        endings.add("end");
      }
    } catch (IOException e) {
      endings.add(e.toString());
    } finally {
      open.remove(raw);
    }
  }

  private Socket secured(Socket raw) throws IOException {
    onAccept.run();
    if (tls == null) {
      return raw;
    }
    SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket(raw, null, raw.getPort(), true);
    socket.setUseClientMode(false);
    prepare.accept(socket);
    socket.startHandshake();
    inspector.accept(socket);
    return socket;
  }

  private static Thread run(Runnable task) {
    Thread thread = new Thread(task, "fake-server");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Ends the connection with RST. */
  static void reset(Socket socket) throws IOException {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      throw new IOException("closed before it could be reset", e);
    }
    socket.close();
  }

  /** After it the port refuses: the kernel listens for as long as a thread is in accept(). */
  @Override
  public void close() throws IOException {
    listener.close();
    try {
      acceptor.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Socket socket : open) {
      socket.close();
    }
  }
}
