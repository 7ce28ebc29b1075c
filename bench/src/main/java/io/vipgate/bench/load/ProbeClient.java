package io.vipgate.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The client of the availability cells: a new HTTPS connection with one request each 2 ms, and 200
 * streams that stay. It is told by lines of its standard input: {@code begin}, whereupon it says
 * READY when all that is warm; {@code strike}, from when on it counts; {@code end}, and it prints
 * what it noticed.
 */
public final class ProbeClient {
  static final int STREAMS = 200;

  /** A request that is not served by then has failed. */
  static final long PATIENCE_MS = 3000;

  private static final long INTERVAL_US = 2000;

  /** So many requests are served before it is ready: sessions are resumed, code is compiled. */
  private static final int WARM = 1000;

  /** A JVM whose TLS is not compiled yet would drown in 500 handshakes a second. */
  private static final int AT_ONCE_WHILE_COLD = 8;

  private final String host;
  private final int port;
  private final IoEventLoop loop;
  private final SslContext tls;
  private Notices notices = new Notices(System.nanoTime());
  private Streams streams = new Streams(0, System.nanoTime(), stream -> {});
  private @Nullable Future<?> ticks;
  private boolean ready;

  private ProbeClient(String host, int port, IoEventLoop loop, SslContext tls) {
    this.host = host;
    this.port = port;
    this.loop = loop;
    this.tls = tls;
  }

  /** Takes the host and the port. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    SslContext tls =
        SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build();
    ProbeClient client =
        new ProbeClient(arguments[0], Integer.parseInt(arguments[1]), group.next(), tls);
    System.out.println("STARTED");
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      client.loop.submit(client.task(order)).sync();
    }
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  private Runnable task(String order) {
    return switch (order) {
      case "begin" -> this::begin;
      case "strike" -> this::strike;
      case "end" -> this::end;
      default -> throw new IllegalArgumentException("order: value: " + order);
    };
  }

  private void begin() {
    long nowNs = System.nanoTime();
    notices = new Notices(nowNs);
    streams = new Streams(STREAMS, nowNs, stream -> open("/watch", stream));
    ready = false;
    ticks = loop.scheduleAtFixedRate(this::tick, 0, INTERVAL_US, TimeUnit.MICROSECONDS);
  }

  private void tick() {
    long nowNs = System.nanoTime();
    streams.tick(nowNs);
    if (!ready && notices.underWay() >= AT_ONCE_WHILE_COLD) {
      return;
    }
    open("/livez", new RequestProbe(notices));
    if (!ready && notices.isServed(WARM) && streams.allLive(nowNs)) {
      ready = true;
      System.out.println("READY");
    }
  }

  private void strike() {
    notices.restart();
    streams.keep(System.nanoTime());
  }

  private void end() {
    if (ticks != null) {
      ticks.cancel(false);
    }
    long nowNs = System.nanoTime();
    notices.print(nowNs, streams.broken(), streams.hung(nowNs), streams.lastEndNs());
    streams.close();
  }

  private void open(String path, HttpProbe probe) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(EpollSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) PATIENCE_MS)
            .handler(new ProbeInitializer(tls, host, port, path, probe));
    var unused =
        bootstrap
            .connect(host, port)
            .addListener(
                done -> {
                  if (!done.isSuccess()) {
                    probe.ended(System.nanoTime());
                  }
                });
  }

  static void close(@Nullable Channel channel) {
    if (channel != null) {
      // By RST: what lingers in TIME_WAIT would use up the ports.
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      var unused = channel.close();
    }
  }
}
