package io.vipgate.bench.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vipgate.bench.contender.Service;
import io.vipgate.lab.EpochTime;
import io.vipgate.lab.Node;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends each connection an event a second, as a watch does: a line with its number, from 0, and the
 * time at which it was sent, in nanoseconds since 1970.
 */
public final class EventServer {
  static final long INTERVAL_MS = 1000;

  private EventServer() {}

  /** Starts it in a node. */
  public static void start(Node node) {
    JavaProgram.start(
        node,
        EventServer.class,
        List.of(node.address(), Integer.toString(Service.EVENTS.ports().get(0))));
  }

  /** Takes the address and the port; ends when it is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    var loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    new ServerBootstrap()
        .group(loop)
        .channel(NioServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(new Stream());
              }
            })
        .bind(arguments[0], Integer.parseInt(arguments[1]))
        .sync()
        .channel()
        .closeFuture()
        .sync();
  }

  private static final class Stream extends ChannelInboundHandlerAdapter {
    private long number;

    @Override
    public void channelActive(ChannelHandlerContext context) {
      var ticks =
          context
              .executor()
              .scheduleAtFixedRate(
                  () -> send(context), INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
      context.channel().closeFuture().addListener(closed -> ticks.cancel(false));
    }

    private void send(ChannelHandlerContext context) {
      String line = number++ + " " + EpochTime.nowNs() + "\n";
      var unused =
          context.writeAndFlush(
              ByteBufUtil.writeAscii(context.alloc(), line), context.channel().voidPromise());
    }
  }
}
