package io.vipgate.app.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * One client of a stream of server-sent events (HTML Living Standard, section 9.2): the whole state
 * at once, and again each second.
 */
final class EventStream {
  private static final long INTERVAL_MS = 1_000;

  /** Clients of one listener at once: each makes the control thread work a little each second. */
  static final int LIMIT = 16;

  private static final AttributeKey<AtomicInteger> OPEN =
      AttributeKey.valueOf(EventStream.class, "open");

  private final ChannelHandlerContext ctx;
  private final Supplier<CompletionStage<String>> source;
  private boolean asking;

  private EventStream(ChannelHandlerContext ctx, Supplier<CompletionStage<String>> source) {
    this.ctx = ctx;
    this.source = source;
  }

  /**
   * Answers with the stream, which ends with the connection. On the channel's event loop.
   *
   * @return whether there was room for one more
   */
  static boolean start(ChannelHandlerContext ctx, Supplier<CompletionStage<String>> source) {
    AtomicInteger open = openStreams(ctx);
    if (open.incrementAndGet() > LIMIT) {
      open.decrementAndGet();
      return false;
    }
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    // A client of a stream has nothing more to say; that it is gone shows as the end of its input.
    if (ctx.pipeline().get(ReadTimeoutHandler.class) != null) {
      ctx.pipeline().remove(ReadTimeoutHandler.class);
    }
    var unusedHead = ctx.write(response, ctx.voidPromise());
    EventStream stream = new EventStream(ctx, source);
    stream.tick();
    ScheduledFuture<?> ticks =
        ctx.executor()
            .scheduleAtFixedRate(stream::tick, INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
    var unused = ctx.channel().closeFuture().addListener(closed -> end(ticks, open));
    return true;
  }

  private static AtomicInteger openStreams(ChannelHandlerContext ctx) {
    Attribute<AtomicInteger> count = ctx.channel().parent().attr(OPEN);
    count.setIfAbsent(new AtomicInteger());
    return count.get();
  }

  private static void end(ScheduledFuture<?> ticks, AtomicInteger open) {
    ticks.cancel(false);
    open.decrementAndGet();
  }

  /** Skipped while the client has not taken the last one: what it would get is old by then. */
  private void tick() {
    if (asking || !ctx.channel().isWritable()) {
      return;
    }
    asking = true;
    var unused =
        source
            .get()
            .whenComplete((data, failure) -> ctx.executor().execute(() -> send(data, failure)));
  }

  private void send(String data, Throwable failure) {
    asking = false;
    if (failure != null || !ctx.channel().isActive()) {
      return;
    }
    StringBuilder event = new StringBuilder(data.length() + 16);
    data.lines().forEach(line -> event.append("data: ").append(line).append('\n'));
    byte[] bytes = event.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    var unused =
        ctx.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)), ctx.voidPromise());
  }
}
