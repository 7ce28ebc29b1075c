package io.vipgate.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The client of the availability cells: a new connection with one plain HTTP request each 2 ms, and
 * 200 streams that stay. Orders are lines of its standard input:
 *
 * <table>
 *   <caption>Orders</caption>
 *   <tr><td>{@code begin}</td><td>opens the streams and asks; says READY when all three servers
 *   answer</td></tr>
 *   <tr><td>{@code strike}</td><td>counts from now on</td></tr>
 *   <tr><td>{@code settle CALM QUIET CAP STREAMS}</td><td>says CALM when it has been served for so
 *   many milliseconds, and prints a REPORT after so many, or at the cap; if STREAMS is 1 it also
 *   waits for the end of streams that hang</td></tr>
 *   <tr><td>{@code end}</td><td>prints a REPORT at once</td></tr>
 * </table>
 */
public final class ProbeClient {
  static final int STREAMS = 200;

  private static final int SERVERS = 3;
  private static final long INTERVAL_US = 2000;

  /**
   * So many requests are served before it is ready for the first time: code is compiled by then.
   */
  private static final int WARM = 4000;

  /** Those are made faster. */
  private static final long WARMING_INTERVAL_US = 500;

  /** So many are served before it is ready another time. */
  private static final int AGAIN = 100;

  /** And none was late within this time, and each server served one. */
  private static final long STEADY_NS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final int AT_ONCE_UNTIL_READY = 32;

  private final String host;
  private final int port;
  private final IoEventLoop loop;
  private final ByteBuf request;
  private final ByteBuf watch;
  private Notices notices = new Notices(System.nanoTime());
  private Streams streams = new Streams(0, System.nanoTime(), stream -> {});
  private @Nullable Future<?> ticks;
  private @Nullable Settling settling;
  private boolean endsOfStreams;
  private boolean calm;
  private boolean ready;
  private boolean warm;

  private ProbeClient(String host, int port, IoEventLoop loop) {
    this.host = host;
    this.port = port;
    this.loop = loop;
    request = get("/whoami");
    watch = get("/watch");
  }

  private ByteBuf get(String path) {
    return Unpooled.unreleasableBuffer(
        Unpooled.directBuffer()
            .writeBytes(
                "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n"
                    .formatted(path, host)
                    .getBytes(StandardCharsets.US_ASCII)));
  }

  /** Takes the host and the port. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    ProbeClient client =
        new ProbeClient(arguments[0], Integer.parseInt(arguments[1]), group.next());
    System.out.println("STARTED");
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      client.loop.submit(client.task(order.split(" "))).sync();
    }
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  private Runnable task(String[] order) {
    return switch (order[0]) {
      case "begin" -> this::begin;
      case "strike" -> this::strike;
      case "settle" -> () -> settle(order);
      case "end" -> () -> end(false);
      default -> throw new IllegalArgumentException("order: value: " + order[0]);
    };
  }

  private void begin() {
    long nowNs = System.nanoTime();
    notices = new Notices(nowNs);
    streams = new Streams(STREAMS, nowNs, stream -> open(watch, stream));
    ready = false;
    tickEach(warm ? INTERVAL_US : WARMING_INTERVAL_US);
  }

  private void tickEach(long us) {
    stopTicking();
    ticks = loop.scheduleAtFixedRate(this::tick, 0, us, TimeUnit.MICROSECONDS);
  }

  private void stopTicking() {
    if (ticks != null) {
      ticks.cancel(false);
      ticks = null;
    }
  }

  private void tick() {
    long nowNs = System.nanoTime();
    notices.tick(nowNs);
    if (!ready) {
      streams.tick(nowNs);
      if (notices.underWay() >= AT_ONCE_UNTIL_READY) {
        return;
      }
    }
    open(request, new RequestProbe(notices, nowNs));
    if (!ready) {
      lookWhetherReady(nowNs);
    } else {
      lookWhetherSettled(nowNs);
    }
  }

  private void lookWhetherReady(long nowNs) {
    if (notices.isServed(warm ? AGAIN : WARM)
        && nowNs - notices.troubleNs() > STEADY_NS
        && notices.servers(STEADY_NS, nowNs) >= SERVERS
        && streams.allLive(nowNs)) {
      ready = true;
      warm = true;
      tickEach(INTERVAL_US);
      System.out.println("READY");
    }
  }

  private void strike() {
    notices.restart();
    streams.keep(System.nanoTime());
  }

  private void settle(String[] order) {
    settling = new Settling(System.nanoTime(), ns(order[1]), ns(order[2]), ns(order[3]));
    endsOfStreams = order[4].equals("1");
    calm = false;
  }

  private static long ns(String ms) {
    return TimeUnit.MILLISECONDS.toNanos(Long.parseLong(ms));
  }

  private void lookWhetherSettled(long nowNs) {
    if (settling == null) {
      return;
    }
    long troubleNs = Math.max(notices.troubleNs(), streams.lastTroubleNs());
    boolean open = endsOfStreams && streams.hung(nowNs) > 0;
    switch (settling.at(nowNs, troubleNs, open)) {
      case TROUBLED -> {}
      case CALM -> sayCalm();
      case OVER -> end(false);
      case CAPPED -> end(true);
    }
  }

  private void sayCalm() {
    if (!calm) {
      calm = true;
      System.out.println("CALM");
    }
  }

  private void end(boolean capped) {
    stopTicking();
    settling = null;
    long nowNs = System.nanoTime();
    System.out.printf(
        "REPORT asked=%d served=%d failed=%d outage=%d broken=%d hung=%d lastend=%d capped=%d"
            + " servers=%d%n",
        notices.asked(),
        notices.served(),
        notices.failed(nowNs, TimeUnit.SECONDS.toNanos(1)),
        TimeUnit.NANOSECONDS.toMicros(notices.outageNs(nowNs)),
        streams.broken(),
        streams.hung(nowNs),
        TimeUnit.NANOSECONDS.toMicros(streams.lastEndNs()),
        capped ? 1 : 0,
        notices.servers(STEADY_NS, nowNs));
    streams.close();
  }

  private void open(ByteBuf asked, HttpProbe probe) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(EpollSocketChannel.class)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) TimeUnit.NANOSECONDS.toMillis(Notices.PATIENCE_NS))
            .handler(new ProbeInitializer(asked, probe));
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
    if (channel != null && channel.isOpen()) {
      // By RST: what lingers in TIME_WAIT would use up the ports.
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      var unused = channel.close();
    }
  }
}
