package io.vipgate.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** TLS, a GET as soon as it stands, and the probe told of what becomes of it. */
final class ProbeInitializer extends ChannelInitializer<SocketChannel> {
  private final SslContext tls;
  private final String host;
  private final int port;
  private final String path;
  private final HttpProbe probe;

  ProbeInitializer(SslContext tls, String host, int port, String path, HttpProbe probe) {
    this.tls = tls;
    this.host = host;
    this.port = port;
    this.path = path;
    this.probe = probe;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    // With host and port, so that sessions are resumed: half of a handshake's cost.
    channel.pipeline().addLast(tls.newHandler(channel.alloc(), host, port));
    if (probe instanceof RequestProbe) {
      channel
          .pipeline()
          .addLast(new ReadTimeoutHandler(ProbeClient.PATIENCE_MS, TimeUnit.MILLISECONDS));
    }
    channel.pipeline().addLast(new Answers());
  }

  private final class Answers extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
        probe.connected(context.channel());
        String request = "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, host);
        var unused =
            context.writeAndFlush(
                Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII),
                context.channel().voidPromise());
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      probe.received(System.nanoTime());
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
}
