package io.vipgate.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;

/** A GET as soon as the connection stands, and the probe told of what becomes of it. */
final class ProbeInitializer extends ChannelInitializer<SocketChannel> {
  private final ByteBuf request;
  private final HttpProbe probe;

  /** The request is a buffer that is never released. */
  ProbeInitializer(ByteBuf request, HttpProbe probe) {
    this.request = request;
    this.probe = probe;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    channel.pipeline().addLast(new Answers());
  }

  private final class Answers extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      probe.connected(context.channel());
      var unused =
          context.writeAndFlush(request.retainedDuplicate(), context.channel().voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      probe.received(System.nanoTime(), lastDigit(bytes));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      probe.ended(System.nanoTime());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var unused = context.close();
    }
  }

  /** Of an answer that ends with a node's name and a line feed; of others anything or -1. */
  private static int lastDigit(ByteBuf bytes) {
    int length = bytes.readableBytes();
    return length < 2 ? -1 : bytes.getByte(bytes.readerIndex() + length - 2) - '0';
  }
}
