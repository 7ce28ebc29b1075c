package io.vipgate.lb.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * TCP options of both legs, see tcp(7). TCP_NODELAY is always on: a relay sends what it has.
 *
 * <p>There is no idle timeout. A peer that is gone without a word is found by keepalive probes; one
 * that lives but stays silent is kept for ever.
 *
 * @param keepaliveIdle silence after which the first probe is sent (TCP_KEEPIDLE), whole seconds
 * @param keepaliveInterval from probe to probe (TCP_KEEPINTVL), whole seconds
 * @param keepaliveProbes unanswered probes that end the connection (TCP_KEEPCNT), 1 to 127; Linux
 *     goes by {@code userTimeout} instead where that is set
 * @param userTimeout how long sent data may stay unacknowledged, keepalive probes unanswered, or a
 *     receiver's window closed, before the connection ends (TCP_USER_TIMEOUT), milliseconds; 0 for
 *     the kernel's own limits. It ends also a receiver that lives but has read nothing for as long
 *     (a paused {@code kubectl exec}), so it must not be short
 * @param congestion the congestion control algorithm (TCP_CONGESTION); null for the kernel's
 *     default
 */
public record TcpOptions(
    Duration keepaliveIdle,
    Duration keepaliveInterval,
    int keepaliveProbes,
    Duration userTimeout,
    @Nullable String congestion) {

  // netinet/in.h and netinet/tcp.h
  static final int IPPROTO_TCP = 6;
  static final int TCP_KEEPIDLE = 4;
  static final int TCP_KEEPINTVL = 5;
  static final int TCP_KEEPCNT = 6;
  static final int TCP_USER_TIMEOUT = 18;
  static final int TCP_CONGESTION = 13;

  /** MAX_TCP_KEEPIDLE and MAX_TCP_KEEPINTVL of net/tcp.h. */
  private static final int MAX_SECONDS = 32767;

  public static final TcpOptions DEFAULT =
      new TcpOptions(Duration.ofSeconds(30), Duration.ofSeconds(10), 3, Duration.ofMinutes(5));

  /** With the kernel's default congestion control. */
  public TcpOptions(
      Duration keepaliveIdle,
      Duration keepaliveInterval,
      int keepaliveProbes,
      Duration userTimeout) {
    this(keepaliveIdle, keepaliveInterval, keepaliveProbes, userTimeout, null);
  }

  public TcpOptions withCongestion(@Nullable String other) {
    return new TcpOptions(keepaliveIdle, keepaliveInterval, keepaliveProbes, userTimeout, other);
  }

  public TcpOptions {
    requireSeconds("keepalive idle", keepaliveIdle);
    requireSeconds("keepalive interval", keepaliveInterval);
    if (keepaliveProbes < 1 || keepaliveProbes > 127) {
      throw new IllegalArgumentException(
          "keepalive probes: value: " + keepaliveProbes + " (expected: 1..127)");
    }
    if (userTimeout.isNegative() || userTimeout.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "user timeout: value: " + userTimeout + " (expected: 0 to 24 days)");
    }
  }

  void applyTo(Socket socket) throws IOException {
    applyFromTheStart(socket);
    applyOnceItLasts(socket);
  }

  /** What a connection needs before its first byte. */
  void applyFromTheStart(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    if (congestion != null) {
      socket.setRawOpt(IPPROTO_TCP, TCP_CONGESTION, ByteBuffer.wrap(congestion.getBytes(US_ASCII)));
    }
  }

  /** What finds a peer that is gone. */
  void applyOnceItLasts(Socket socket) throws IOException {
    socket.setKeepAlive(true);
    socket.setIntOpt(IPPROTO_TCP, TCP_KEEPIDLE, (int) keepaliveIdle.toSeconds());
    socket.setIntOpt(IPPROTO_TCP, TCP_KEEPINTVL, (int) keepaliveInterval.toSeconds());
    if (userTimeout.isZero()) {
      socket.setIntOpt(IPPROTO_TCP, TCP_KEEPCNT, keepaliveProbes);
    } else {
      socket.setIntOpt(IPPROTO_TCP, TCP_USER_TIMEOUT, (int) userTimeout.toMillis());
    }
  }

  /**
   * Gives this connection probes at times of its own: its idle time and its interval are longer by
   * up to a half.
   *
   * <p>Thousands of clients that connect at once, as after a failover, would otherwise be probed at
   * once, again and again. The burst overflows a queue of the kernel (loopback holds 1,000
   * packets), the same unlucky ones miss their answers each time, and after {@code userTimeout}
   * they are reset although they live.
   */
  void spreadProbes(Socket socket, RandomGenerator random) throws IOException {
    socket.setIntOpt(IPPROTO_TCP, TCP_KEEPIDLE, spread(keepaliveIdle, random));
    socket.setIntOpt(IPPROTO_TCP, TCP_KEEPINTVL, spread(keepaliveInterval, random));
  }

  private static int spread(Duration duration, RandomGenerator random) {
    int seconds = (int) duration.toSeconds();
    return Math.min(MAX_SECONDS, seconds + random.nextInt(seconds / 2 + 1));
  }

  private static void requireSeconds(String what, Duration value) {
    if (value.toSeconds() < 1 || value.toSeconds() > MAX_SECONDS) {
      throw new IllegalArgumentException(
          what + ": value: " + value + " (expected: 1 s to 32767 s)");
    }
  }
}
