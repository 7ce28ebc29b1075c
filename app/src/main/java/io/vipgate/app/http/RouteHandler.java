package io.vipgate.app.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** Answers each request from the routes, one at a time, in order. */
final class RouteHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  /** What a page of ours may do: nothing but its own script, and asking this process. */
  private static final String SELF_CONTAINED =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src"
          + " 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'";

  private static final HttpReply TOO_MANY_STREAMS =
      HttpReply.text(
          503, "streams: value: " + EventStream.LIMIT + " open (expected: fewer; close a page)\n");

  private final Routes routes;

  RouteHandler(Routes routes) {
    this.routes = routes;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    var stream = routes.streamOf(request.method().name(), request.uri());
    if (stream.isPresent()) {
      if (!EventStream.start(ctx, stream.get())) {
        write(ctx, TOO_MANY_STREAMS, false, false);
      }
      return;
    }
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    boolean head = request.method().name().equals("HEAD");
    // The next request is not read before this one is answered, so answers cannot overtake.
    ctx.channel().config().setAutoRead(false);
    var unused =
        routes
            .answer(request.method().name(), request.uri())
            .thenAccept(reply -> ctx.executor().execute(() -> write(ctx, reply, head, keepAlive)));
  }

  private static void write(
      ChannelHandlerContext ctx, HttpReply reply, boolean head, boolean keepAlive) {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(reply.status()),
            head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, reply.contentType())
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set("x-content-type-options", "nosniff")
        .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, SELF_CONTAINED)
        .set(
            HttpHeaderNames.CONNECTION,
            keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    var written = ctx.writeAndFlush(response);
    if (keepAlive) {
      ctx.channel().config().setAutoRead(true);
    } else {
      var unused = written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var unused = ctx.close();
  }
}
