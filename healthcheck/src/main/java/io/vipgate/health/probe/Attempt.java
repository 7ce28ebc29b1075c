package io.vipgate.health.probe;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.Inet4Address;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One look at a server over one connection. Sees to it that there is exactly one result, and that
 * the connection is gone when the time is up. On the loop's thread only.
 */
final class Attempt {
  private final EventLoop loop;
  private final ProbeSpec spec;
  private final Consumer<ProbeResult> once;
  private final long startedNs;

  private @Nullable Channel channel;
  private Phase phase = Phase.CONNECTING;
  private boolean concluded;

  Attempt(EventLoop loop, ProbeSpec spec, Consumer<ProbeResult> once) {
    this.loop = loop;
    this.spec = spec;
    this.once = once;
    this.startedNs = loop.ticker().nanoTime();
  }

  /**
   * Opens a socket, lets {@code setUp} prepare it, and connects. Whatever goes wrong with that is
   * concluded upon.
   *
   * @param setUp runs before the connect; adds the handlers, whose {@code channelActive} is the
   *     connect's success
   */
  void connect(Consumer<EpollSocketChannel> setUp) {
    EpollSocketChannel opened;
    try {
      opened = new EpollSocketChannel(family());
    } catch (ChannelException e) {
      conclude(new Finding(Reason.LOCAL, "no socket: " + e.getMessage()));
      return;
    }
    channel = opened;
    // No timer but the attempt's own.
    opened.config().setConnectTimeoutMillis(0);
    setUp.accept(opened);
    guard(opened);
    loop.register(opened)
        .addListener(
            registered -> {
              if (registered.isSuccess()) {
                connect(opened);
              } else {
                cutOff(new Finding(Reason.LOCAL, "socket not registered: " + registered.cause()));
              }
            });
  }

  private void connect(Channel opened) {
    opened
        .connect(spec.target())
        .addListener(
            connect -> {
              if (!connect.isSuccess()) {
                cutOff(Diagnosis.ofConnect(connect.cause()));
              }
            });
  }

  private SocketProtocolFamily family() {
    return spec.target().getAddress() instanceof Inet4Address
        ? SocketProtocolFamily.INET
        : SocketProtocolFamily.INET6;
  }

  private void guard(Channel opened) {
    ScheduledFuture<?> deadline =
        loop.schedule(this::timeIsUp, spec.timeoutNs(), TimeUnit.NANOSECONDS);
    opened.closeFuture().addListener(closed -> deadline.cancel(false));
  }

  private void timeIsUp() {
    long lateNs = elapsedNs() - spec.timeoutNs();
    // A loop that slept through half the timeout may have left the server's answer lying there:
    // late means unsure.
    cutOff(
        lateNs > spec.timeoutNs() / 2
            ? new Finding(
                Reason.LOCAL,
                "this process was paused: the probe's timer came %s late"
                    .formatted(Finding.span(lateNs)))
            : phase.timeout(spec.timeoutNs()));
  }

  Phase phase() {
    return phase;
  }

  void enter(Phase next) {
    phase = next;
  }

  /** Ends the look with this finding, unless it has ended before. */
  void conclude(Finding finding) {
    if (concluded) {
      return;
    }
    concluded = true;
    once.accept(new ProbeResult(finding.reason(), finding.evidence(), elapsedNs()));
  }

  /** As {@link #conclude}, and closes the connection now. */
  void cutOff(Finding finding) {
    conclude(finding);
    close();
  }

  /** Closes the connection, if there is one. */
  void close() {
    if (channel != null) {
      // Its outcome changes nothing: the descriptor is gone either way.
      var unused = channel.close();
    }
  }

  private long elapsedNs() {
    return loop.ticker().nanoTime() - startedNs;
  }
}
