package io.vipgate.health.probe;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.PortUnreachableException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A question by UDP. It is sent once more when half of the time is up, since one of the two packets
 * may be lost on the way.
 */
final class DatagramProbe implements Probe {
  /** The largest answer that is read. */
  private static final int MAX_BYTES = 64 << 10;

  /** Questions, and how to tell and to judge their answers. */
  interface Dialect {
    /** A question, for one look. */
    Question ask();
  }

  /** One question. */
  interface Question {
    byte[] bytes();

    /** What a packet means; null if it is no answer to this question. */
    @Nullable Finding judge(byte[] packet);
  }

  private final ProbeSpec spec;
  private final Dialect dialect;

  private DatagramProbe(ProbeSpec spec, Dialect dialect) {
    this.spec = spec;
    this.dialect = dialect;
  }

  /** What is configured, and what comes back is to hold the expected. */
  static DatagramProbe udp(ProbeSpec spec) {
    Payload send = spec.settings().dialog().send();
    byte[] words = send == null ? new byte[0] : send.bytes();
    ExpectedAnswer expected = new ExpectedAnswer(spec.settings().dialog().expect());
    return new DatagramProbe(
        spec,
        () ->
            new Question() {
              @Override
              public byte[] bytes() {
                return words;
              }

              @Override
              public @Nullable Finding judge(byte[] packet) {
                return expected.judge(packet, true);
              }
            });
  }

  /** A query of the DNS. */
  static DatagramProbe dns(ProbeSpec spec) {
    return new DatagramProbe(spec, () -> DnsQuery.of(spec.settings().dns()));
  }

  @Override
  public void start(EventLoop loop, Consumer<ProbeResult> once) {
    Attempt attempt = new Attempt(loop, spec, once);
    Question question = dialect.ask();
    attempt.connectDatagrams(
        channel -> {
          channel
              .config()
              .setRecvByteBufAllocator(new io.netty.channel.FixedRecvByteBufAllocator(MAX_BYTES));
          channel.pipeline().addLast(new Exchange(attempt, question));
        });
  }

  private final class Exchange extends SimpleChannelInboundHandler<DatagramPacket> {
    private final Attempt attempt;
    private final Question question;

    Exchange(Attempt attempt, Question question) {
      this.attempt = attempt;
      this.question = question;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      attempt.enter(Phase.ASKED);
      ask(ctx);
      var unused =
          ctx.executor().schedule(() -> askAgain(ctx), spec.timeoutNs() / 2, TimeUnit.NANOSECONDS);
    }

    private void askAgain(ChannelHandlerContext ctx) {
      if (!attempt.isConcluded()) {
        ask(ctx);
      }
    }

    private void ask(ChannelHandlerContext ctx) {
      ctx.writeAndFlush(Unpooled.wrappedBuffer(question.bytes()))
          .addListener(
              written -> {
                if (!written.isSuccess()) {
                  exceptionCaught(ctx, written.cause());
                }
              });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
      Finding finding = question.judge(ByteBufUtil.getBytes(packet.content()));
      if (finding != null) {
        attempt.cutOff(finding);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (cause instanceof PortUnreachableException || isRefused(cause)) {
        attempt.cutOff(new Finding(Reason.CONNECT_REFUSED, "port unreachable"));
        return;
      }
      attempt.cutOff(Diagnosis.ofConnect(cause));
    }

    private boolean isRefused(Throwable cause) {
      return String.valueOf(cause.getMessage()).contains("Connection refused");
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      attempt.conclude(attempt.phase().end());
    }
  }
}
