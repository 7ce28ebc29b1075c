package io.vipgate.health.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One question over HTTP/2 (RFC 9113) on a connection of its own:
 *
 * <pre>
 *   vipgate   preface, SETTINGS, HEADERS (, DATA) -->   server
 *             <-- SETTINGS, HEADERS, DATA (, HEADERS)
 *             GOAWAY, close_notify (TLS), FIN ------>
 *             <-- close_notify (TLS), FIN               only then is the socket closed
 * </pre>
 */
final class Http2Connection extends Http2ChannelDuplexHandler {
  /** The name in ALPN. */
  static final String PROTOCOL = "h2";

  private static final int MAX_HEADER_LIST = 16 << 10;

  /** What is asked, and how its answer is judged. */
  interface Question {
    /**
     * The request's headers, pseudo-headers included.
     *
     * @throws CredentialException if something of ours is missing
     */
    Http2Headers headers() throws CredentialException;

    /** The request's body; null: none. */
    byte @Nullable [] body();

    /** What the headers mean alone; null: the rest must be heard. */
    @Nullable Finding onHeaders(Http2Headers headers);

    /** What the complete answer means. */
    Finding onEnd(Http2Headers first, @Nullable Http2Headers trailers, byte[] content);
  }

  private final EpollSocketChannel channel;
  private final Attempt attempt;
  private final Question question;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private @Nullable Http2Headers first;
  private boolean tookLeave;

  private Http2Connection(EpollSocketChannel channel, Attempt attempt, Question question) {
    this.channel = channel;
    this.attempt = attempt;
    this.question = question;
  }

  /** On a channel that is about to be connected, or that is connected already. */
  static void addTo(EpollSocketChannel channel, Attempt attempt, Question question) {
    AnswerMeter meter = new AnswerMeter();
    meter.measureFor(attempt);
    Http2FrameCodec codec =
        Http2FrameCodecBuilder.forClient()
            .initialSettings(
                Http2Settings.defaultSettings()
                    .pushEnabled(false)
                    .maxHeaderListSize(MAX_HEADER_LIST))
            .gracefulShutdownTimeoutMillis(0)
            .build();
    channel
        .pipeline()
        .addLast(meter)
        .addLast(codec)
        .addLast(new Http2Connection(channel, attempt, question));
  }

  /**
   * Behind a TLS handler that offers HTTP/2, on a channel that is about to be connected.
   *
   * @param otherwise what to do if the server does not agree; null: that is a failure
   */
  static void addBehindTls(
      EpollSocketChannel channel,
      Attempt attempt,
      Question question,
      @Nullable Runnable otherwise) {
    channel.pipeline().addLast(new Agreement(channel, attempt, question, otherwise));
  }

  /** Waits for the handshake, and goes on as it was agreed upon. */
  private static final class Agreement extends ChannelInboundHandlerAdapter {
    private final EpollSocketChannel channel;
    private final Attempt attempt;
    private final Question question;
    private final @Nullable Runnable otherwise;

    Agreement(
        EpollSocketChannel channel,
        Attempt attempt,
        Question question,
        @Nullable Runnable otherwise) {
      this.channel = channel;
      this.attempt = attempt;
      this.question = question;
      this.otherwise = otherwise;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      attempt.enter(Phase.HANDSHAKING);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake) {
        onHandshake(ctx, handshake);
      } else if (event instanceof ChannelInputShutdownEvent) {
        attempt.cutOff(attempt.phase().end());
      }
    }

    private void onHandshake(ChannelHandlerContext ctx, SslHandshakeCompletionEvent handshake) {
      if (!handshake.isSuccess()) {
        exceptionCaught(ctx, handshake.cause());
        return;
      }
      attempt.enter(Phase.ANSWERING);
      String agreed = channel.pipeline().get(SslHandler.class).applicationProtocol();
      if (PROTOCOL.equals(agreed)) {
        addTo(channel, attempt, question);
        ctx.pipeline().remove(this);
      } else if (otherwise != null) {
        otherwise.run();
        ctx.pipeline().remove(this);
      } else {
        attempt.cutOff(
            new Finding(
                Reason.BAD_ANSWER,
                "the server speaks no HTTP/2 (expected: h2 in its TLS handshake)"));
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
  }

  @Override
  protected void handlerAdded0(ChannelHandlerContext ctx) {
    if (channel.isActive()) {
      ask(ctx);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    attempt.enter(Phase.ASKED);
    ask(ctx);
  }

  private void ask(ChannelHandlerContext ctx) {
    Http2Headers headers;
    try {
      headers = question.headers();
    } catch (CredentialException e) {
      attempt.cutOff(e.finding());
      return;
    }
    Http2FrameStream stream = newStream();
    byte[] body = question.body();
    ctx.write(new DefaultHttp2HeadersFrame(headers, body == null).stream(stream))
        .addListener(sent -> onSent(ctx, sent.isSuccess(), sent.cause()));
    if (body != null) {
      ctx.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true).stream(stream))
          .addListener(sent -> onSent(ctx, sent.isSuccess(), sent.cause()));
    }
    ctx.flush();
  }

  private void onSent(ChannelHandlerContext ctx, boolean success, @Nullable Throwable cause) {
    if (!success && cause != null) {
      exceptionCaught(ctx, cause);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) throws IOException {
    try {
      if (!attempt.isConcluded()) {
        onFrame(frame);
      }
    } finally {
      ReferenceCountUtil.release(frame);
    }
  }

  private void onFrame(Object frame) throws IOException {
    if (frame instanceof Http2HeadersFrame headers) {
      onHeaders(headers);
    } else if (frame instanceof Http2DataFrame data) {
      ByteBuf part = data.content();
      part.getBytes(part.readerIndex(), content, part.readableBytes());
      if (data.isEndStream()) {
        onEnd(null);
      }
    } else if (frame instanceof Http2ResetFrame reset) {
      attempt.conclude(
          new Finding(
              Reason.CUT_SHORT, "the stream was reset: %s".formatted(name(reset.errorCode()))));
      takeLeave();
    } else if (frame instanceof Http2GoAwayFrame goAway
        && goAway.errorCode() != Http2Error.NO_ERROR.code()) {
      attempt.conclude(
          new Finding(
              Reason.CUT_SHORT, "the server went away: %s".formatted(name(goAway.errorCode()))));
      takeLeave();
    }
  }

  private static String name(long code) {
    Http2Error error = Http2Error.valueOf(code);
    return error == null ? "error " + code : error.name();
  }

  private void onHeaders(Http2HeadersFrame frame) {
    Http2Headers headers = frame.headers();
    CharSequence status = headers.status();
    if (first == null && status != null && status.length() == 3 && status.charAt(0) == '1') {
      return; // interim
    }
    if (first != null) {
      onEnd(headers);
      return;
    }
    first = headers;
    Finding finding = question.onHeaders(headers);
    if (finding != null) {
      attempt.conclude(finding);
      takeLeave();
    } else if (frame.isEndStream()) {
      onEnd(null);
    }
  }

  private void onEnd(@Nullable Http2Headers trailers) {
    if (first == null) {
      attempt.conclude(new Finding(Reason.BAD_ANSWER, "an answer without headers"));
    } else {
      attempt.conclude(question.onEnd(first, trailers, content.toByteArray()));
    }
    takeLeave();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      attempt.cutOff(attempt.phase().end());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof Http2Exception || cause instanceof Http2FrameStreamException) {
      attempt.cutOff(
          new Finding(
              Reason.BAD_ANSWER, "what came is not HTTP/2: " + String.valueOf(cause.getMessage())));
      return;
    }
    attempt.cutOff(Diagnosis.of(cause, attempt.phase()));
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    attempt.conclude(attempt.phase().end());
  }

  private void takeLeave() {
    if (tookLeave) {
      return;
    }
    tookLeave = true;
    channel
        .writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR))
        .addListener(
            said -> {
              SslHandler tls = channel.pipeline().get(SslHandler.class);
              if (tls == null) {
                shutdown();
              } else {
                tls.closeOutbound().addListener(closed -> shutdown());
              }
            });
  }

  private void shutdown() {
    // If it fails, there is no connection any more.
    var unused = channel.shutdownOutput();
  }
}
