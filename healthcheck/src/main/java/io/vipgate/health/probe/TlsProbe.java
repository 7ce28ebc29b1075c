package io.vipgate.health.probe;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A TLS handshake, and a polite goodbye: what any protocol over TLS begins and ends with. */
final class TlsProbe implements Probe {
  private final ProbeSpec spec;
  private final TlsClient tls;

  static TlsProbe of(ProbeSpec spec) {
    return new TlsProbe(spec, new TlsClient(spec));
  }

  TlsProbe(ProbeSpec spec, TlsClient tls) {
    this.spec = spec;
    this.tls = tls;
  }

  @Override
  public void start(EventLoop loop, Consumer<ProbeResult> once) {
    Attempt attempt = new Attempt(loop, spec, tls.addingCertificate(once));
    try {
      var unused = tls.refresh();
    } catch (CredentialException e) {
      attempt.conclude(e.finding());
      return;
    }
    attempt.connect(
        channel -> {
          channel.config().setAllowHalfClosure(true);
          SslHandler handler = tls.newHandler(channel.alloc());
          channel.pipeline().addLast(handler).addLast(new Greeting(channel, handler, attempt));
        });
  }

  private static final class Greeting extends ChannelInboundHandlerAdapter {
    private final EpollSocketChannel channel;
    private final SslHandler tls;
    private final Attempt attempt;

    Greeting(EpollSocketChannel channel, SslHandler tls, Attempt attempt) {
      this.channel = channel;
      this.tls = tls;
      this.attempt = attempt;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      attempt.enter(Phase.HANDSHAKING);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake) {
        if (handshake.isSuccess()) {
          shaken();
        } else {
          exceptionCaught(ctx, handshake.cause());
        }
      } else if (event instanceof ChannelInputShutdownEvent) {
        attempt.cutOff(attempt.phase().end());
      }
    }

    private void shaken() {
      attempt.conclude(
          new Finding(Reason.OK, "handshake in " + tls.engine().getSession().getProtocol()));
      tls.closeOutbound()
          .addListener(
              said -> {
                var unused = channel.shutdownOutput();
              });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, @Nullable Object unasked) {
      io.netty.util.ReferenceCountUtil.release(unasked);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      attempt.cutOff(Diagnosis.of(cause, attempt.phase()));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      attempt.conclude(attempt.phase().end());
    }
  }
}
