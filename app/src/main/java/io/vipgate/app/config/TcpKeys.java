package io.vipgate.app.config;

import java.time.Duration;
import java.util.List;

/** The keys of {@code proxy.NAME} about TCP itself, see tcp(7); they are for both legs. */
final class TcpKeys {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONGEST_PROBE = Duration.ofHours(9);
  private static final Duration LONGEST_UNACKNOWLEDGED = Duration.ofDays(24);

  static final Key<Duration> KEEPALIVE_IDLE =
      Key.withDefault(
              "keepalive-idle",
              Scalars.duration(SECOND, LONGEST_PROBE),
              "30s",
              "How long a connection is silent before its peer is asked whether it is there"
                  + " (TCP_KEEPIDLE), in whole seconds. Each connection waits up to half as long"
                  + " again, so that thousands are not asked at once.")
          .knownAs("clitcpka-idle", "srvtcpka-idle");

  static final Key<Duration> KEEPALIVE_INTERVAL =
      Key.withDefault(
              "keepalive-interval",
              Scalars.duration(SECOND, LONGEST_PROBE),
              "10s",
              "From one question to the next (TCP_KEEPINTVL), in whole seconds.")
          .knownAs("clitcpka-intvl", "srvtcpka-intvl");

  static final Key<Integer> KEEPALIVE_PROBES =
      Key.withDefault(
              "keepalive-probes",
              Scalars.integer(1, 127),
              "3",
              "How many questions without an answer end a connection (TCP_KEEPCNT). Linux goes by"
                  + " `tcp-user-timeout` instead where that is not 0s.")
          .knownAs("clitcpka-cnt", "srvtcpka-cnt");

  static final Key<Duration> USER_TIMEOUT =
      Key.withDefault(
              "tcp-user-timeout",
              Scalars.duration(Duration.ZERO, LONGEST_UNACKNOWLEDGED),
              "5m",
              "How long sent bytes may stay unacknowledged, questions unanswered, or a receiver's"
                  + " window closed, before the connection ends (TCP_USER_TIMEOUT); 0s for the"
                  + " kernel's own limits. A receiver that lives but reads nothing for so long, such"
                  + " as a paused `kubectl exec`, is ended, too: do not make it short.")
          .knownAs("tcp-ut", "user-timeout");

  static final Key<String> CONGESTION =
      Key.optional(
          "tcp-congestion",
          Scalars.matching("[a-z0-9_-]{1,15}", "an algorithm's name of 1 to 15 letters and digits"),
          "the kernel's default",
          "The congestion control algorithm of both legs, one of"
              + " `net.ipv4.tcp_available_congestion_control`.");

  static final List<Key<?>> ALL =
      List.of(KEEPALIVE_IDLE, KEEPALIVE_INTERVAL, KEEPALIVE_PROBES, USER_TIMEOUT, CONGESTION);

  private TcpKeys() {}

  static TcpConfig build(SectionValues values) {
    return new TcpConfig(
        values.get(KEEPALIVE_IDLE),
        values.get(KEEPALIVE_INTERVAL),
        values.get(KEEPALIVE_PROBES),
        values.get(USER_TIMEOUT),
        values.getOrNull(CONGESTION));
  }
}
