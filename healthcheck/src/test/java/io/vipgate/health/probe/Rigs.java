package io.vipgate.health.probe;

import static io.vipgate.health.probe.FakeServer.readRequest;
import static io.vipgate.health.probe.FakeServer.reset;
import static io.vipgate.health.probe.FakeServer.send;

import io.netty.pkitesting.X509Bundle;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Servers for the contract, as misbehaved as they come. */
final class Rigs {
  static final String OK_HTTP = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  static final String BAD_HTTP = "HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno";

  private Rigs() {}

  /** Whom a TLS check trusts in these tests. */
  static final ProbeSettings TRUSTING =
      ProbeSettings.DEFAULT.with(
          new TlsSettings(TlsVerify.FULL, List.of(Pki.CA.getCertificate()), null));

  static final ProbeSettings MISTRUSTING =
      ProbeSettings.DEFAULT.with(
          new TlsSettings(TlsVerify.FULL, List.of(Pki.OTHER_CA.getCertificate()), null));

  static Contract.Rig of(Closeable server, InetSocketAddress address, ProbeSettings settings) {
    return new Contract.Rig() {
      @Override
      public InetSocketAddress address() {
        return address;
      }

      @Override
      public ProbeSettings settings() {
        return settings;
      }

      @Override
      public void close() throws IOException {
        server.close();
      }
    };
  }

  static Contract.Rig script(
      @Nullable X509Bundle tls, ProbeSettings settings, FakeServer.Script script) {
    SSLContext context = tls == null ? null : Pki.serverContext(tls);
    FakeServer server = FakeServer.preparing(context, () -> {}, script);
    return of(server, server.address(), settings);
  }

  /** Nobody listens, and nobody else can: the port is taken. */
  static Contract.Rig nobody(ProbeSettings settings) throws IOException {
    Socket bound = new Socket();
    bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return of(bound, (InetSocketAddress) bound.getLocalSocketAddress(), settings);
  }

  /** The kernel completes the connect, and nobody accepts. */
  static Contract.Rig frozen(ProbeSettings settings) throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return of(socket, (InetSocketAddress) socket.getLocalSocketAddress(), settings);
  }

  static Contract.Rig halfOpen(ProbeSettings settings) {
    return script(null, settings, Socket::shutdownOutput);
  }

  /** Resets once it has heard something. */
  static Contract.Rig resetting(ProbeSettings settings) {
    return script(
        null,
        settings,
        socket -> {
          socket.getInputStream().read();
          reset(socket);
        });
  }

  /** Resets without having heard anything. */
  static Contract.Rig slamming(ProbeSettings settings) {
    return script(null, settings, FakeServer::reset);
  }

  /** So many wait in the accept queue that SYNs are dropped. */
  static Contract.Rig crowded() throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    List<SocketChannel> queue = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      SocketChannel channel = SocketChannel.open();
      queue.add(channel);
      channel.configureBlocking(false);
      channel.connect(server.getLocalSocketAddress());
    }
    return of(
        () -> {
          for (SocketChannel channel : queue) {
            channel.close();
          }
          server.close();
        },
        (InetSocketAddress) server.getLocalSocketAddress(),
        ProbeSettings.DEFAULT);
  }

  /** Listens before the odd looks, and not before the even ones. */
  static Contract.Rig comingAndGoing() throws IOException {
    AtomicInteger port = new AtomicInteger();
    List<ServerSocket> open = new ArrayList<>();
    open.add(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    port.set(open.get(0).getLocalPort());
    return new Contract.Rig() {
      @Override
      public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port.get());
      }

      @Override
      public void before(int look) throws IOException {
        close();
        if (look % 2 == 1) {
          ServerSocket again = new ServerSocket();
          again.setReuseAddress(true);
          again.bind(address());
          open.add(again);
        }
      }

      @Override
      public void close() throws IOException {
        for (ServerSocket socket : open) {
          socket.close();
        }
        open.clear();
      }
    };
  }

  /** Answers each request of HTTP/1.1, on however many connections. */
  static FakeServer.Script http(IntFunction<String> answers) {
    AtomicInteger asked = new AtomicInteger();
    return socket -> {
      while (!readRequest(socket).isEmpty()) {
        send(socket, answers.apply(asked.incrementAndGet()));
      }
    };
  }

  /** Says this once it has heard a line, to one client after the other. */
  static FakeServer.Script line(IntFunction<String> answers) {
    AtomicInteger asked = new AtomicInteger();
    return socket -> {
      FakeServer.readLine(socket);
      send(socket, answers.apply(asked.incrementAndGet()));
    };
  }

  /** Begins, and never ends until the client is gone. */
  static FakeServer.Script endless(boolean http) {
    return socket -> {
      if (http) {
        readRequest(socket);
        send(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      }
      while (true) {
        send(socket, http ? "5\r\nhello\r\n" : "hello");
      }
    };
  }

  /** Begins, and then waits for the client to lose patience. */
  static FakeServer.Script stalling(String beginning) {
    return socket -> send(socket, beginning);
  }

  /** A handshake that is begun by the client only. */
  static Contract.Rig deaf(ProbeSettings settings) {
    CompletableFuture<Void> never = new CompletableFuture<>();
    FakeServer server = FakeServer.plain(socket -> never.join());
    return of(
        () -> {
          never.complete(null);
          server.close();
        },
        server.address(),
        settings);
  }

  static Contract.Rig http2(
      @Nullable X509Bundle tls, ProbeSettings settings, IntFunction<Http2Server.Answer> answers)
      throws Exception {
    Http2Server server = new Http2Server(tls, answers);
    return of(server, server.address(), settings);
  }

  static String repeat(String text, int times) {
    return text.repeat(times);
  }
}
