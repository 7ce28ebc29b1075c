package io.vipgate.lb.proxy;

import io.vipgate.lb.balance.BalancerType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * What a frontend needs to know.
 *
 * @param name as in the configuration; for counters and logs
 * @param bind one or more addresses; they need not be on this machine yet. Port 0 takes a free one.
 *     A wildcard binds its own family only: name {@code 0.0.0.0} and {@code ::} to get both
 * @param balance the algorithm
 * @param connectTimeoutNs how long one attempt to reach a server may take; also how long after it
 *     started an unanswered ClientHello is still replayed; above 0
 * @param retries how many more attempts follow a failed one, on other servers while there are any;
 *     0 or above
 * @param listening how each socket listens
 * @param tcp options of both legs
 * @param admission whom to let in, and how many
 * @param timeouts of the queue and of silence
 * @param log who is told of each connection that is over
 */
public record FrontendConfig(
    String name,
    List<InetSocketAddress> bind,
    BalancerType balance,
    long connectTimeoutNs,
    int retries,
    ListenOptions listening,
    TcpOptions tcp,
    Admission admission,
    Timeouts timeouts,
    ConnectionLog log) {

  public static final long DEFAULT_CONNECT_TIMEOUT_NS = Duration.ofSeconds(5).toNanos();
  public static final int DEFAULT_RETRIES = 3;

  public FrontendConfig {
    bind = List.copyOf(bind);
    require(!bind.isEmpty(), name, "bind", bind, "at least one address");
    for (InetSocketAddress address : bind) {
      require(!address.isUnresolved(), name, "bind", address, "a resolved address");
    }
    require(connectTimeoutNs > 0, name, "connect-timeout", connectTimeoutNs, "above 0");
    require(retries >= 0, name, "retries", retries, "0 or above");
  }

  /** Everybody let in, no idle timeout, no log. */
  public FrontendConfig(
      String name,
      List<InetSocketAddress> bind,
      BalancerType balance,
      long connectTimeoutNs,
      int retries,
      ListenOptions listening,
      TcpOptions tcp) {
    this(
        name,
        bind,
        balance,
        connectTimeoutNs,
        retries,
        listening,
        tcp,
        Admission.ALL,
        Timeouts.NONE,
        ConnectionLog.OFF);
  }

  public FrontendConfig with(ListenOptions other) {
    return new FrontendConfig(
        name, bind, balance, connectTimeoutNs, retries, other, tcp, admission, timeouts, log);
  }

  public FrontendConfig with(Admission other) {
    return new FrontendConfig(
        name, bind, balance, connectTimeoutNs, retries, listening, tcp, other, timeouts, log);
  }

  public FrontendConfig with(Timeouts other) {
    return new FrontendConfig(
        name, bind, balance, connectTimeoutNs, retries, listening, tcp, admission, other, log);
  }

  public FrontendConfig with(ConnectionLog other) {
    return new FrontendConfig(
        name, bind, balance, connectTimeoutNs, retries, listening, tcp, admission, timeouts, other);
  }

  /** The defaults for everything but the name and the addresses. */
  public static FrontendConfig of(String name, List<InetSocketAddress> bind) {
    return new FrontendConfig(
        name,
        bind,
        BalancerType.ROUNDROBIN,
        DEFAULT_CONNECT_TIMEOUT_NS,
        DEFAULT_RETRIES,
        ListenOptions.DEFAULT,
        TcpOptions.DEFAULT);
  }

  private static void require(
      boolean holds, String name, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          name + ": " + key + ": value: " + value + " (expected: " + expected + ")");
    }
  }
}
