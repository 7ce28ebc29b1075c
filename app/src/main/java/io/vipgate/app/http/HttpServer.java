package io.vipgate.app.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** HTTP/1.1 on a TCP address or on a Unix socket, for small answers. */
public final class HttpServer implements AutoCloseable {
  private static final int MAX_REQUEST_BYTES = 64 * 1024;

  /** A client that says nothing for this long is closed: it holds one of our descriptors. */
  private static final int IDLE_SECONDS = 60;

  private final Channel channel;

  private HttpServer(Channel channel) {
    this.channel = channel;
  }

  /**
   * Listens on a TCP address, be it here or not: an interface may come late at boot.
   *
   * @param routes asked for each connection
   * @throws IOException if the address cannot be bound, with the address in the message
   */
  public static HttpServer listen(
      EventLoopGroup group, InetSocketAddress address, Supplier<Routes> routes) throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .channel(EpollServerSocketChannel.class)
            .option(EpollChannelOption.IP_FREEBIND, true);
    return bind(bootstrap, group, address, routes);
  }

  /**
   * Listens on a Unix socket with mode 0660, in place of one that a dead process left behind.
   *
   * @param routes asked for each connection
   * @throws IOException if the path cannot be bound, or if a living process listens on it
   */
  public static HttpServer listen(EventLoopGroup group, Path path, Supplier<Routes> routes)
      throws IOException {
    StaleSocket.remove(path);
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    HttpServer server =
        bind(
            new ServerBootstrap().channel(EpollServerDomainSocketChannel.class),
            group,
            new DomainSocketAddress(path.toString()),
            routes);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
    return server;
  }

  private static HttpServer bind(
      ServerBootstrap bootstrap,
      EventLoopGroup group,
      SocketAddress address,
      Supplier<Routes> routes)
      throws IOException {
    var bound =
        bootstrap
            .group(group)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel ch) {
                    ch.pipeline()
                        .addLast(
                            new ReadTimeoutHandler(IDLE_SECONDS),
                            new HttpServerCodec(),
                            new HttpObjectAggregator(MAX_REQUEST_BYTES),
                            new RouteHandler(routes.get()));
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "listen: value: "
              + address
              + " (expected: an address of this machine that is not in use: "
              + bound.cause().getMessage()
              + ")",
          bound.cause());
    }
    return new HttpServer(bound.channel());
  }

  /** Where it listens. */
  public SocketAddress address() {
    return channel.localAddress();
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
    if (channel.localAddress() instanceof DomainSocketAddress unix) {
      deleteQuietly(Path.of(unix.path()));
    }
  }

  private static void deleteQuietly(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // The next start finds it stale and removes it then.
    }
  }
}
