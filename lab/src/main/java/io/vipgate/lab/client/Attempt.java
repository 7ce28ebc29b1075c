package io.vipgate.lab.client;

import io.vipgate.lab.LabException;
import java.time.Duration;

/**
 * What one request came to. One line of the loop's output:
 *
 * <pre>
 *   ATTEMPT startNs durationNs result failure server
 * </pre>
 *
 * @param startNs when it started, in nanoseconds of {@link io.vipgate.lab.EpochTime}
 * @param durationNs until the whole answer was there, or the failure
 * @param failure of the attempt, or of the first one if it was retried; NONE if all was well
 * @param server the name that the answer gave, or "-"
 */
public record Attempt(
    long startNs, long durationNs, Result result, Failure failure, String server) {
  /** What the user of the client would have seen. */
  public enum Result {
    /** An answer at the first try. */
    OK,
    /** An answer after one retry that a Kubernetes client makes by itself. */
    RETRIED,
    /** An error. */
    FAILED
  }

  /** Why an attempt got no answer. */
  public enum Failure {
    NONE,
    /** No answer to SYN in time. */
    CONNECT_TIMEOUT,
    /** RST in answer to SYN. */
    REFUSED,
    /** No route, or no neighbour. */
    UNREACHABLE,
    /** Reset or end of file after the connection was made and before the request was sent. */
    CUT_IN_HANDSHAKE,
    /** Reset or end of file after the request was sent. */
    CUT_AFTER_REQUEST,
    /** Connected, but then no answer in time. */
    TIMEOUT,
    /** A certificate or a protocol that is not acceptable. */
    TLS,
    /** An answer other than 2xx. */
    STATUS,
    OTHER
  }

  static final String NO_SERVER = "-";
  static final String KEYWORD = "ATTEMPT";

  /** When it had ended. */
  public long endNs() {
    return startNs + durationNs;
  }

  /** How long it took. */
  public Duration duration() {
    return Duration.ofNanos(durationNs);
  }

  /** Whether the user got an answer, at once or after a retry. */
  public boolean answered() {
    return result != Result.FAILED;
  }

  String line() {
    return "%s %d %d %s %s %s".formatted(KEYWORD, startNs, durationNs, result, failure, server);
  }

  static Attempt parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 6 || !words[0].equals(KEYWORD)) {
      throw new LabException("attempt: value: %s (expected: %s ...)".formatted(line, KEYWORD));
    }
    return new Attempt(
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Result.valueOf(words[3]),
        Failure.valueOf(words[4]),
        words[5]);
  }
}
