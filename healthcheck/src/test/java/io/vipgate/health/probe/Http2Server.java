package io.vipgate.health.probe;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.ReferenceCountUtil;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A server of HTTP/2 on 127.0.0.1, with TLS or with prior knowledge. */
final class Http2Server implements Closeable {

  /**
   * An answer.
   *
   * @param status null: none, ever
   * @param content sent as it is, each character one byte
   * @param grpcStatus a trailer; null: none
   * @param endless whether the content is sent again and again
   */
  record Answer(
      @Nullable String status, String content, @Nullable String grpcStatus, boolean endless) {
    static final Answer NEVER = new Answer(null, "", null, false);

    static Answer http(int status) {
      return new Answer(Integer.toString(status), "ok", null, false);
    }

    static Answer grpc(int code, String content) {
      return new Answer("200", content, Integer.toString(code), false);
    }

    ByteBuf bytes() {
      return Unpooled.copiedBuffer(content, StandardCharsets.ISO_8859_1);
    }
  }

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final Channel listener;
  private final AtomicInteger questions = new AtomicInteger();

  /**
   * @param tls null: prior knowledge
   * @param answers to the first question, the second, ...
   */
  Http2Server(@Nullable X509Bundle tls, IntFunction<Answer> answers) throws Exception {
    SslContext context = tls == null ? null : context(tls);
    listener =
        new ServerBootstrap()
            .group(group)
            .channel(EpollServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (context == null) {
                      speak(channel, answers);
                      return;
                    }
                    SslHandler handler = context.newHandler(channel.alloc());
                    channel.pipeline().addLast(handler);
                    // Its SETTINGS would be lost, and leak, in a handshake that fails.
                    handler
                        .handshakeFuture()
                        .addListener(
                            shaken -> {
                              if (shaken.isSuccess()) {
                                speak(channel, answers);
                              }
                            });
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
  }

  private void speak(Channel channel, IntFunction<Answer> answers) {
    channel
        .pipeline()
        .addLast(Http2FrameCodecBuilder.forServer().build())
        .addLast(
            new Http2MultiplexHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel stream) {
                    stream.pipeline().addLast(new Responder(answers));
                  }
                }));
  }

  private static SslContext context(X509Bundle bundle) throws Exception {
    return SslContextBuilder.forServer(bundle.toKeyManagerFactory())
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                Http2Connection.PROTOCOL))
        .build();
  }

  private final class Responder extends ChannelInboundHandlerAdapter {
    private final IntFunction<Answer> answers;

    Responder(IntFunction<Answer> answers) {
      this.answers = answers;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
      boolean end =
          (frame instanceof Http2HeadersFrame headers && headers.isEndStream())
              || (frame instanceof Http2DataFrame data && data.isEndStream());
      ReferenceCountUtil.release(frame);
      if (end) {
        answer(ctx, answers.apply(questions.incrementAndGet()));
      }
    }

    private void answer(ChannelHandlerContext ctx, Answer answer) {
      if (answer.status() == null) {
        return;
      }
      var unused =
          ctx.write(
              new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status(answer.status())));
      if (answer.endless()) {
        goOn(ctx, answer);
        return;
      }
      unused = ctx.write(new DefaultHttp2DataFrame(answer.bytes(), answer.grpcStatus() == null));
      if (answer.grpcStatus() != null) {
        unused =
            ctx.write(
                new DefaultHttp2HeadersFrame(
                    new DefaultHttp2Headers().add("grpc-status", answer.grpcStatus()), true));
      }
      ctx.flush();
    }

    private void goOn(ChannelHandlerContext ctx, Answer answer) {
      ctx.writeAndFlush(new DefaultHttp2DataFrame(answer.bytes(), false))
          .addListener(
              sent -> {
                if (sent.isSuccess()) {
                  goOn(ctx, answer);
                }
              });
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
