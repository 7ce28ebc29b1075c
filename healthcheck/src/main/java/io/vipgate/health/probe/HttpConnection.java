package io.vipgate.health.probe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which one question is asked after the other, in HTTP/1.1 (RFC 9112), each for one
 * look, and which takes leave when it is no longer kept:
 *
 * <pre>
 *   vipgate   request ----------------->   server
 *             <------------- the whole answer        and so on, until:
 *             close_notify (TLS), FIN -->
 *             <-- close_notify (TLS), FIN            only then is the socket closed
 * </pre>
 *
 * A socket that is closed while something is unread, or still to come (such as TLS 1.3's session
 * tickets), answers with RST, which the server may log. So the answer is read to its end also when
 * the verdict is clear, and the server's FIN is waited for, for a bounded time. Only an answer over
 * the limit is cut off.
 */
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {

  /** Who decides what becomes of the connection between two looks. */
  interface Keeper {

    /** An answer is complete, and the server would take another question. */
    void free(HttpConnection connection);

    /** It was kept, and the server has ended it. */
    void lost(HttpConnection connection);

    /** It was kept, and the server ended it rather than answer: that look has not ended. */
    void unanswered(Attempt attempt);
  }

  private final EpollSocketChannel channel;
  private final HttpQuestion question;
  private final Keeper keeper;
  private final AnswerMeter meter = new AnswerMeter();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** The look that the connection is for now; null while it is kept. */
  private @Nullable Attempt attempt;

  /** What the answer's start line means; null before it. */
  private @Nullable Finding finding;

  private boolean reused;
  private boolean reusable;
  private boolean tookLeave;

  private HttpConnection(
      EpollSocketChannel channel, Attempt attempt, HttpQuestion question, Keeper keeper) {
    this.channel = channel;
    this.attempt = attempt;
    this.question = question;
    this.keeper = keeper;
  }

  /** Appends all that it takes to a channel that is about to be connected for this look. */
  static void addTo(
      EpollSocketChannel channel, Attempt attempt, HttpQuestion question, Keeper keeper) {
    // The server's FIN must not close our side: it is owed a close_notify and a FIN of our own.
    channel.config().setAllowHalfClosure(true);
    HttpConnection connection = new HttpConnection(channel, attempt, question, keeper);
    connection.meter.measureFor(attempt);
    channel.pipeline().addLast(connection.meter).addLast(question.newDecoder()).addLast(connection);
  }

  /** Asks once more, for another look. */
  void askAgain(Attempt next) {
    attempt = next;
    finding = null;
    reused = true;
    body.reset();
    meter.measureFor(next);
    next.over(channel);
    ask(next, Phase.ASKED);
  }

  /** Says goodbye, and closes when the server has, too, or after that time. */
  void leave(long patienceNs) {
    takeLeave();
    Runnable close = this::close;
    ScheduledFuture<?> deadline =
        channel.eventLoop().schedule(close, patienceNs, TimeUnit.NANOSECONDS);
    channel.closeFuture().addListener(closed -> deadline.cancel(false));
  }

  /** After the handshake of a channel whose protocol had to be agreed upon first. */
  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (channel.isActive() && attempt != null) {
      ask(attempt, Phase.ANSWERING);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (attempt == null) {
      return;
    }
    if (tls() != null) {
      attempt.enter(Phase.HANDSHAKING);
    } else {
      ask(attempt, Phase.ASKED);
    }
  }

  private void ask(Attempt look, Phase next) {
    look.enter(next);
    ByteBuf request;
    try {
      request = question.request();
    } catch (CredentialException e) {
      look.conclude(e.finding());
      takeLeave();
      return;
    }
    channel
        .writeAndFlush(request)
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                failed(written.cause());
              }
            });
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (!handshake.isSuccess()) {
        failed(handshake.cause());
      } else if (attempt != null) {
        ask(attempt, Phase.ANSWERING);
      }
    } else if (event instanceof ChannelInputShutdownEvent) {
      ended(attempt == null ? null : attempt.phase().end());
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
    if (tookLeave) {
      return; // nobody asked for more than one answer
    }
    if (attempt == null) {
      ended(null); // nobody asked
      return;
    }
    if (part.decoderResult().isFailure()) {
      onUndecodable(attempt, part.decoderResult().cause());
      return;
    }
    if (part instanceof HttpResponse response && !isInterim(response.status())) {
      onStart(attempt, response);
    }
    if (part instanceof HttpContent content && finding != null) {
      onContent(attempt, finding, content);
    }
  }

  /**
   * RFC 9110 section 15.2: more answers follow. All but 101, after which it is no longer HTTP that
   * follows.
   */
  private static boolean isInterim(HttpResponseStatus status) {
    return status.codeClass() == HttpStatusClass.INFORMATIONAL && status.code() != 101;
  }

  private void onStart(Attempt look, HttpResponse response) {
    Finding start = question.judge(response.status().code());
    finding = start;
    reusable = HttpUtil.isKeepAlive(response) && response.status().code() != 101;
    if (start.reason() != Reason.OK) {
      look.conclude(start);
    }
  }

  private void onContent(Attempt look, Finding start, HttpContent content) {
    if (question.readsBody()) {
      try {
        content
            .content()
            .getBytes(content.content().readerIndex(), body, content.content().readableBytes());
      } catch (IOException e) {
        throw new IllegalStateException("a buffer in memory failed", e);
      }
    }
    if (!(content instanceof LastHttpContent)) {
      return;
    }
    look.conclude(
        start.reason() == Reason.OK ? question.judgeBody(start, body.toByteArray()) : start);
    if (reusable && question.keeps() && !channel.isInputShutdown()) {
      look.release();
      attempt = null;
      keeper.free(this);
    } else {
      takeLeave();
    }
  }

  private void onUndecodable(Attempt look, Throwable cause) {
    if (cause instanceof PrematureChannelClosureException) {
      // The end itself is told next, as an event.
      look.conclude(look.phase().end());
    } else if (cause instanceof TooLongFrameException) {
      look.cutOff(
          new Finding(
              Reason.ANSWER_TOO_LARGE, "start line or headers too large: " + cause.getMessage()));
    } else {
      look.cutOff(
          new Finding(Reason.BAD_ANSWER, "what came is not HTTP (expected: an HTTP/1.1 answer)"));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failed(cause);
  }

  private void failed(Throwable cause) {
    ended(attempt == null ? null : Diagnosis.of(cause, attempt.phase()));
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ended(attempt == null ? null : attempt.phase().end());
  }

  /**
   * There will be no more from the server.
   *
   * @param outcome what that means for the look under way, null if there is none
   */
  private void ended(@Nullable Finding outcome) {
    Attempt look = attempt;
    if (look == null || outcome == null) {
      if (!tookLeave) {
        tookLeave = true;
        keeper.lost(this);
      }
      close(); // over TLS, this says close_notify first
      return;
    }
    if (reused && look.phase() == Phase.ASKED && !look.isConcluded()) {
      // As any client of HTTP does: a kept connection may be ended while a request is on its way.
      attempt = null;
      tookLeave = true;
      close();
      keeper.unanswered(look);
      return;
    }
    look.cutOff(outcome);
  }

  private void close() {
    // Its outcome changes nothing: the descriptor is gone either way.
    var unused = channel.close();
  }

  private void takeLeave() {
    if (tookLeave) {
      return;
    }
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
