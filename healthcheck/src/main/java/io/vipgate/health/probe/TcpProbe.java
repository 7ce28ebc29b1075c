package io.vipgate.health.probe;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/**
 * Connects, and closes again, without the server's process ever seeing it:
 *
 * <pre>
 *   vipgate   SYN ------------->   kernel of the server
 *             <-------- SYN-ACK    the port is open: ready
 *             RST ------------->   the half-made connection is forgotten; nothing to accept
 * </pre>
 *
 * A connection that is completed and then closed is one that a TLS server logs as a failed
 * handshake, with each probe. So the last ACK of the TCP handshake is held back (TCP_QUICKACK off,
 * tcp(7)), and closing with SO_LINGER 0 (socket(7)) sends RST in its place. If this process is too
 * slow for that (the kernel's delayed ACK is due after 40 ms), the server sees a connection that is
 * reset.
 *
 * <p>It follows that this probe speaks with the server's kernel only: a frozen process stays ready
 * until its accept queue is full.
 */
final class TcpProbe implements Probe {
  private final ProbeSpec spec;

  TcpProbe(ProbeSpec spec) {
    this.spec = spec;
  }

  @Override
  public void start(EventLoop loop, Consumer<ProbeResult> once) {
    Attempt attempt = new Attempt(loop, spec, once);
    attempt.connect(
        channel -> {
          channel.config().setTcpQuickAck(false).setSoLinger(0);
          channel.pipeline().addLast(new HangUp(attempt));
        });
  }

  private static final class HangUp extends ChannelInboundHandlerAdapter {
    private final Attempt attempt;

    HangUp(Attempt attempt) {
      this.attempt = attempt;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      // First of all, to be ahead of the delayed ACK.
      attempt.close();
      attempt.conclude(new Finding(Reason.OK, "connected"));
    }
  }
}
