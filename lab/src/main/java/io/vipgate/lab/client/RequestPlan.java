package io.vipgate.lab.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What an {@link EndpointClient} is to do.
 *
 * @param host an IP address
 * @param port 1 to 65535
 * @param mode a whole HTTPS request, or no more than a connection
 * @param authority the certificate to trust, PEM; not read in mode CONNECT
 * @param path of the request
 * @param interval from start to start; later starts do not wait for slow answers
 * @param limit at most so many attempts
 * @param connectTimeout for the TCP handshake alone
 * @param answerTimeout for each wait for bytes after that
 * @param retry when a request is tried once more
 */
public record RequestPlan(
    String host,
    int port,
    Mode mode,
    Path authority,
    String path,
    Duration interval,
    int limit,
    Duration connectTimeout,
    Duration answerTimeout,
    Retry retry) {
  /** How much of a request. */
  public enum Mode {
    /** TCP, TLS, {@code GET}, the whole answer. */
    HTTPS,
    /** TCP connect and close. */
    CONNECT
  }

  /** When a {@code GET} that got no answer is tried once more. */
  public enum Retry {
    NEVER,
    /** If the connection was cut after the request had been sent. */
    CUT_AFTER_REQUEST,
    /**
     * If the connection was cut at any time after it had been made: so client-go, which asks only
     * whether the error is a reset or an end of file.
     */
    ANY_CUT;

    boolean covers(Attempt.Failure failure) {
      return switch (this) {
        case NEVER -> false;
        case CUT_AFTER_REQUEST -> failure == Attempt.Failure.CUT_AFTER_REQUEST;
        case ANY_CUT ->
            failure == Attempt.Failure.CUT_AFTER_REQUEST
                || failure == Attempt.Failure.CUT_IN_HANDSHAKE;
      };
    }
  }

  private static final int WITHOUT_LIMIT = 1_000_000;

  /** A {@code GET /whoami} each 50 ms until stopped; connect 200 ms, answer 2 s. */
  public static RequestPlan https(String host, int port, Path authority) {
    return new RequestPlan(
        host,
        port,
        Mode.HTTPS,
        authority,
        "/whoami",
        Duration.ofMillis(50),
        WITHOUT_LIMIT,
        Duration.ofMillis(200),
        Duration.ofSeconds(2),
        Retry.CUT_AFTER_REQUEST);
  }

  /** A connection each 2 ms until stopped; connect 200 ms. */
  public static RequestPlan connect(String host, int port) {
    return new RequestPlan(
        host,
        port,
        Mode.CONNECT,
        Path.of("none"),
        "/",
        Duration.ofMillis(2),
        WITHOUT_LIMIT,
        Duration.ofMillis(200),
        Duration.ofSeconds(2),
        Retry.NEVER);
  }

  /** The same with another interval. */
  public RequestPlan every(Duration other) {
    return new RequestPlan(
        host, port, mode, authority, path, other, limit, connectTimeout, answerTimeout, retry);
  }

  /** The same with at most so many attempts. */
  public RequestPlan atMost(int attempts) {
    return new RequestPlan(
        host,
        port,
        mode,
        authority,
        path,
        interval,
        attempts,
        connectTimeout,
        answerTimeout,
        retry);
  }

  /** The same with another path. */
  public RequestPlan get(String other) {
    return new RequestPlan(
        host, port, mode, authority, other, interval, limit, connectTimeout, answerTimeout, retry);
  }

  /** The same with other timeouts. */
  public RequestPlan timeouts(Duration connect, Duration answer) {
    return new RequestPlan(
        host, port, mode, authority, path, interval, limit, connect, answer, retry);
  }

  /** The same with another rule for retries. */
  public RequestPlan retry(Retry other) {
    return new RequestPlan(
        host, port, mode, authority, path, interval, limit, connectTimeout, answerTimeout, other);
  }

  List<String> toArguments() {
    return List.of(
        host,
        Integer.toString(port),
        mode.name(),
        authority.toString(),
        path,
        interval.toString(),
        Integer.toString(limit),
        connectTimeout.toString(),
        answerTimeout.toString(),
        retry.name());
  }

  static RequestPlan fromArguments(String... arguments) {
    return new RequestPlan(
        arguments[0],
        Integer.parseInt(arguments[1]),
        Mode.valueOf(arguments[2]),
        Path.of(arguments[3]),
        arguments[4],
        Duration.parse(arguments[5]),
        Integer.parseInt(arguments[6]),
        Duration.parse(arguments[7]),
        Duration.parse(arguments[8]),
        Retry.valueOf(arguments[9]));
  }
}
