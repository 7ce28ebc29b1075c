package io.vipgate.health.probe;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jspecify.annotations.Nullable;

/**
 * Asks once, judges the answer, and takes leave:
 *
 * <pre>
 *   vipgate   request ----------------->   server
 *             <------------- the whole answer
 *             close_notify (TLS), FIN -->
 *             <-- close_notify (TLS), FIN        only then is the socket closed
 * </pre>
 *
 * A socket that is closed while something is unread, or still to come (such as TLS 1.3's session
 * tickets), answers with RST, which the server may log. So the answer is read to its end also when
 * the verdict is clear, and the server's FIN is waited for, at most until the attempt's time is up.
 * Only an answer over the limit is cut off.
 */
final class HttpExchange extends SimpleChannelInboundHandler<HttpObject> {
  private final EpollSocketChannel channel;
  private final Attempt attempt;
  private final HttpQuestion question;

  /** What the answer's start line means; null before it. */
  private @Nullable Finding finding;

  private boolean tookLeave;

  HttpExchange(EpollSocketChannel channel, Attempt attempt, HttpQuestion question) {
    this.channel = channel;
    this.attempt = attempt;
    this.question = question;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (tls() != null) {
      attempt.enter(Phase.HANDSHAKING);
    } else {
      ask(ctx, Phase.ASKED);
    }
  }

  private void ask(ChannelHandlerContext ctx, Phase next) {
    attempt.enter(next);
    ctx.writeAndFlush(question.request())
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                exceptionCaught(ctx, written.cause());
              }
            });
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        ask(ctx, Phase.ANSWERING);
      } else {
        exceptionCaught(ctx, handshake.cause());
      }
    } else if (event instanceof ChannelInputShutdownEvent) {
      // Over TLS, closing says close_notify first.
      attempt.cutOff(attempt.phase().end());
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
    if (tookLeave) {
      return; // nobody asked for more than one answer
    }
    if (part.decoderResult().isFailure()) {
      onUndecodable(part.decoderResult().cause());
      return;
    }
    if (part instanceof HttpResponse response && !isInterim(response.status())) {
      finding = question.judge(response.status().code());
      if (finding.reason() != Reason.OK) {
        attempt.conclude(finding);
      }
    }
    if (part instanceof LastHttpContent && finding != null) {
      attempt.conclude(finding);
      takeLeave();
    }
  }

  /**
   * RFC 9110 section 15.2: more answers follow. All but 101, after which it is no longer HTTP that
   * follows.
   */
  private static boolean isInterim(HttpResponseStatus status) {
    return status.codeClass() == HttpStatusClass.INFORMATIONAL && status.code() != 101;
  }

  private void onUndecodable(Throwable cause) {
    if (cause instanceof PrematureChannelClosureException) {
      // The end itself is told next, as an event.
      attempt.conclude(attempt.phase().end());
    } else if (cause instanceof TooLongFrameException) {
      attempt.cutOff(
          new Finding(
              Reason.ANSWER_TOO_LARGE, "start line or headers too large: " + cause.getMessage()));
    } else {
      attempt.cutOff(
          new Finding(Reason.BAD_ANSWER, "what came is not HTTP (expected: an HTTP/1.1 answer)"));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    attempt.cutOff(Diagnosis.of(cause, attempt.phase()));
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    attempt.conclude(attempt.phase().end());
  }

  private void takeLeave() {
    tookLeave = true;
    SslHandler tls = tls();
    ChannelFuture saidAll = tls == null ? channel.newSucceededFuture() : tls.closeOutbound();
    saidAll.addListener(
        said -> {
          // If it fails, there is no connection any more.
          var unused = channel.shutdownOutput();
        });
  }

  private @Nullable SslHandler tls() {
    return channel.pipeline().get(SslHandler.class);
  }
}
