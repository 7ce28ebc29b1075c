package io.vipgate.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds connections that do nothing. Each asks once when it is open; told {@code ask} on standard
 * input, each asks again, which shows that it still leads to a server.
 */
public final class IdleClient {
  /** Asking at a time, which no listening queue minds. */
  private static final int AT_ONCE = 64;

  private static final int PATIENCE_S = 20;

  private final List<Channel> channels = new ArrayList<>();
  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final AtomicInteger answered = new AtomicInteger();
  private final ByteBuf request;

  private IdleClient(String host) {
    String text = "GET /256 HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    request = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  /** Takes the host, the port, and how many connections. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    IdleClient client = new IdleClient(arguments[0]);
    client.open(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    client.ask();
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (orders.readLine() != null) {
      client.ask();
    }
    System.exit(0);
  }

  private void open(String host, int port, int connections) throws InterruptedException {
    var group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    Bootstrap bootstrap =
        new Bootstrap()
            .group(group)
            .channel(EpollSocketChannel.class)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(new Answers());
                  }
                });
    for (int i = 0; i < connections; i++) {
      channels.add(bootstrap.connect(host, port).sync().channel());
    }
  }

  private void ask() throws InterruptedException {
    answered.set(0);
    for (Channel channel : channels) {
      if (!turns.tryAcquire(PATIENCE_S, TimeUnit.SECONDS)) {
        break;
      }
      var unused = channel.writeAndFlush(request.duplicate(), channel.voidPromise());
    }
    // All turns are back when the last one is answered.
    if (turns.tryAcquire(AT_ONCE, PATIENCE_S, TimeUnit.SECONDS)) {
      turns.release(AT_ONCE);
    }
    long open = channels.stream().filter(Channel::isActive).count();
    System.out.printf("REPORT open=%d answered=%d%n", open, answered.get());
  }

  private final class Answers extends SimpleChannelInboundHandler<ByteBuf> {
    private int left;

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      // An answer is longer than its body, and never twice as long.
      left += bytes.readableBytes();
      if (left >= HttpServer.BODY_BYTES) {
        left = 0;
        answered.incrementAndGet();
        turns.release();
      }
    }
  }
}
