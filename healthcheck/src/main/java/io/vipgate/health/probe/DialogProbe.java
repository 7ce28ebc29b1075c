package io.vipgate.health.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A few words by TCP: sends what there is to send, and listens until a judge has heard enough.
 * Takes leave by FIN, and waits for the server's, for as long as the look may last.
 */
final class DialogProbe implements Probe {

  /** Decides on an answer. */
  interface Judge {
    /**
     * What the answer means so far; null if that takes more of it.
     *
     * @param complete whether the server has ended it
     */
    @Nullable Finding judge(byte[] answer, boolean complete);
  }

  private final ProbeSpec spec;
  private final Judge judge;
  private final byte[] words;

  private DialogProbe(ProbeSpec spec, Judge judge) {
    this.spec = spec;
    this.judge = judge;
    Payload send = spec.settings().dialog().send();
    this.words = send == null ? new byte[0] : send.bytes();
  }

  /** What comes back is to hold the expected. */
  static DialogProbe sendExpect(ProbeSpec spec) {
    return new DialogProbe(spec, new ExpectedAnswer(spec.settings().dialog().expect()));
  }

  /** An agent tells in a line how its server does. */
  static DialogProbe agent(ProbeSpec spec) {
    return new DialogProbe(spec, new AgentAnswer());
  }

  @Override
  public void start(EventLoop loop, Consumer<ProbeResult> once) {
    Attempt attempt = new Attempt(loop, spec, once);
    attempt.connect(
        channel -> {
          channel.config().setAllowHalfClosure(true);
          AnswerMeter meter = new AnswerMeter();
          meter.measureFor(attempt);
          channel.pipeline().addLast(meter).addLast(new Dialog(channel, attempt));
        });
  }

  private final class Dialog extends SimpleChannelInboundHandler<ByteBuf> {
    private final EpollSocketChannel channel;
    private final Attempt attempt;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    Dialog(EpollSocketChannel channel, Attempt attempt) {
      this.channel = channel;
      this.attempt = attempt;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      attempt.enter(Phase.ASKED);
      if (words.length == 0) {
        return;
      }
      ctx.writeAndFlush(Unpooled.wrappedBuffer(words))
          .addListener(
              written -> {
                if (!written.isSuccess()) {
                  exceptionCaught(ctx, written.cause());
                }
              });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf part) throws IOException {
      if (attempt.isConcluded()) {
        return;
      }
      part.readBytes(heard, part.readableBytes());
      decide(judge.judge(heard.toByteArray(), false));
    }

    private void decide(@Nullable Finding finding) {
      if (finding == null) {
        return;
      }
      attempt.conclude(finding);
      // If it fails, there is no connection any more.
      var unused = channel.shutdownOutput();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        if (heard.size() > 0) {
          decide(judge.judge(heard.toByteArray(), true));
        }
        attempt.cutOff(attempt.phase().end());
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
}
