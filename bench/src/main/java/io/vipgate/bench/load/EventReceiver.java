package io.vipgate.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.vipgate.lab.EpochTime;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Receives what {@link EventServer} sends, and prints how long it took on the way. */
public final class EventReceiver {
  private static final int LONGEST_LINE = 64;
  private static final int DIGITS = 3;

  // Of the one event loop.
  private final Histogram delays = new Histogram(DIGITS);
  private int open;
  private long wrong;

  private EventReceiver() {}

  /** Takes the host, the port, the number of streams, and for how many seconds. */
  public static void main(String[] arguments) throws InterruptedException {
    new EventReceiver()
        .receive(
            arguments[0],
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]));
  }

  private void receive(String host, int port, int streams, int seconds)
      throws InterruptedException {
    var loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(new LineBasedFrameDecoder(LONGEST_LINE), new Stream());
                  }
                });
    for (int i = 0; i < streams; i++) {
      bootstrap.connect(host, port).sync();
      // So that the events do not come all at once, which would measure the queue among them.
      TimeUnit.MICROSECONDS.sleep(TimeUnit.SECONDS.toMicros(1) / streams);
    }
    TimeUnit.SECONDS.sleep(seconds);
    loop.next().submit(this::print).sync();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  private void print() {
    System.out.printf(
        "REPORT open=%d events=%d wrong=%d p50=%d p99=%d max=%d%n",
        open,
        delays.getTotalCount(),
        wrong,
        delays.getValueAtPercentile(50),
        delays.getValueAtPercentile(99),
        delays.getMaxValue());
  }

  private final class Stream extends SimpleChannelInboundHandler<ByteBuf> {
    private long expected;

    @Override
    public void channelActive(ChannelHandlerContext context) {
      open++;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      open--;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf line) {
      long nowNs = EpochTime.nowNs();
      String[] words = line.toString(StandardCharsets.US_ASCII).split(" ", 2);
      if (Long.parseLong(words[0]) != expected++) {
        wrong++;
      }
      delays.recordValue(
          Math.max(0, TimeUnit.NANOSECONDS.toMicros(nowNs - Long.parseLong(words[1]))));
    }
  }
}
