package io.vipgate.health.probe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import org.jspecify.annotations.Nullable;

/**
 * Notes the first byte of an answer, before there is enough of it to decode, and cuts off an answer
 * that is over the limit, whatever it consists of: a server that never stops must not keep the loop
 * from the other probes.
 */
final class AnswerMeter extends SimpleChannelInboundHandler<ByteBuf> {
  /** Of start line, headers and body together, interim answers included. */
  static final int MAX_BYTES = 64 << 10;

  private @Nullable Attempt attempt;
  private int bytes;

  /** What comes from now on answers this look. */
  void measureFor(Attempt next) {
    attempt = next;
    bytes = 0;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, ByteBuf part) {
    if (attempt == null || bytes > MAX_BYTES) {
      return; // the rest of what had been read before the connection was closed
    }
    attempt.enter(Phase.ANSWERING);
    bytes += part.readableBytes();
    if (bytes > MAX_BYTES) {
      attempt.cutOff(tooLarge());
      return;
    }
    ctx.fireChannelRead(part.retain());
  }

  static Finding tooLarge() {
    return new Finding(
        Reason.ANSWER_TOO_LARGE,
        "answer over %d bytes (expected: at most that)".formatted(MAX_BYTES));
  }
}
