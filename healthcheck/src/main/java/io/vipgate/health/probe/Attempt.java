package io.vipgate.health.probe;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import java.net.Inet4Address;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One look at a server. Sees to it that there is exactly one result, and that whatever the look
 * goes over (a connection, a process) is gone when the time is up. On the loop's thread only.
 */
final class Attempt {
  private final EventLoop loop;
  private final ProbeSpec spec;
  private final Consumer<ProbeResult> once;
  private final long startedNs;

  private @Nullable Channel channel;
  private @Nullable ScheduledFuture<?> deadline;
  private Runnable cleanUp = () -> {};
  private Supplier<Finding> onTimeout = this::phaseTimedOut;
  private Phase phase = Phase.CONNECTING;
  private boolean concluded;

  Attempt(EventLoop loop, ProbeSpec spec, Consumer<ProbeResult> once) {
    this.loop = loop;
    this.spec = spec;
    this.once = once;
    this.startedNs = loop.ticker().nanoTime();
  }

  ProbeSpec spec() {
    return spec;
  }

  EventLoop loop() {
    return loop;
  }

  /**
   * Opens a socket, lets {@code setUp} prepare it, and connects. Whatever goes wrong with that is
   * concluded upon.
   *
   * @param setUp runs before the connect; adds the handlers, whose {@code channelActive} is the
   *     connect's success
   */
  void connect(Consumer<EpollSocketChannel> setUp) {
    open(
        family -> {
          EpollSocketChannel opened = new EpollSocketChannel(family);
          // No timer but the attempt's own.
          opened.config().setConnectTimeoutMillis(0);
          return opened;
        },
        setUp);
  }

  /** As {@link #connect}, with UDP, where a connect sends nothing. */
  void connectDatagrams(Consumer<EpollDatagramChannel> setUp) {
    open(EpollDatagramChannel::new, setUp);
  }

  private <C extends Channel> void open(
      Function<SocketProtocolFamily, C> socket, Consumer<C> setUp) {
    C opened;
    try {
      opened = socket.apply(family());
    } catch (ChannelException e) {
      conclude(new Finding(Reason.LOCAL, "no socket: " + e.getMessage()));
      return;
    }
    over(opened);
    setUp.accept(opened);
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

  /** The look goes over this connection from now on; replaces one that is lost. */
  void over(Channel next) {
    channel = next;
    guard();
    next.closeFuture()
        .addListener(
            closed -> {
              if (channel == next) {
                stopWaiting();
              }
            });
  }

  /**
   * The look goes over something that is not a connection.
   *
   * @param end ends it, whatever state it is in; runs once, when the look is concluded
   * @param timedOut what it means when the time is up
   */
  void over(Runnable end, Supplier<Finding> timedOut) {
    cleanUp = end;
    onTimeout = timedOut;
    guard();
  }

  /** The connection outlives the look, which has been concluded. */
  void release() {
    stopWaiting();
    channel = null;
  }

  private void guard() {
    if (deadline == null || deadline.isDone()) {
      long remainingNs = spec.timeoutNs() - elapsedNs();
      deadline = loop.schedule(this::timeIsUp, remainingNs, TimeUnit.NANOSECONDS);
    }
  }

  private void stopWaiting() {
    if (deadline != null) {
      deadline.cancel(false);
    }
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
            : onTimeout.get());
  }

  private Finding phaseTimedOut() {
    return phase.timeout(spec.timeoutNs());
  }

  Phase phase() {
    return phase;
  }

  void enter(Phase next) {
    phase = next;
  }

  boolean isConcluded() {
    return concluded;
  }

  /** Ends the look with this finding, unless it has ended before. */
  void conclude(Finding finding) {
    if (concluded) {
      return;
    }
    concluded = true;
    if (channel == null) {
      stopWaiting();
    }
    cleanUp.run();
    once.accept(
        new ProbeResult(finding.reason(), finding.evidence(), elapsedNs(), null, finding.advice()));
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
