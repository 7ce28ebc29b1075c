package io.vipgate.app.runtime;

import io.vipgate.linux.SdNotify;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the service manager (systemd) is told: that the service is ready or stopping, how it is
 * doing, and that its control loop still turns. The last is what makes it a participant: a loop
 * that hangs does not come here, and the watchdog restarts the service.
 */
public final class SystemdNotices implements Participant, Reloader.Listener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SystemdNotices.class);

  /** How often the status is looked at where no watchdog wants to be fed more often. */
  private static final long STATUS_PERIOD_NS = 5_000_000_000L;

  /** Two feeds may come late before the watchdog bites. */
  private static final int FEEDS_PER_TIMEOUT = 3;

  /** Takes one message of sd_notify(3). */
  interface Channel extends AutoCloseable {
    void send(String... assignments) throws IOException;

    /** Sends the message with a descriptor beside it. */
    void send(int descriptor, String... assignments) throws IOException;

    @Override
    void close();
  }

  private final Channel channel;
  private final Supplier<String> status;
  private final long periodNs;
  private String told = "";
  private long nextNs = Long.MAX_VALUE;

  /**
   * @param watchdogNs after how long without a sign of life the manager restarts the service
   * @param status one line; asked on the control thread
   */
  SystemdNotices(Channel channel, OptionalLong watchdogNs, Supplier<String> status) {
    this.channel = channel;
    this.status = status;
    this.periodNs =
        Math.min(STATUS_PERIOD_NS, watchdogNs.orElse(Long.MAX_VALUE) / FEEDS_PER_TIMEOUT);
  }

  /**
   * The manager that started this process; empty if none did.
   *
   * @param environment NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID
   * @throws IOException if it wants to be told but cannot
   */
  static Optional<SystemdNotices> of(Map<String, String> environment, Supplier<String> status)
      throws IOException {
    return SdNotify.open(environment)
        .map(notify -> new SystemdNotices(channel(notify), watchdogNs(environment), status));
  }

  private static Channel channel(SdNotify notify) {
    return new Channel() {
      @Override
      public void send(String... assignments) throws IOException {
        notify.send(assignments);
      }

      @Override
      public void send(int descriptor, String... assignments) throws IOException {
        notify.send(descriptor, assignments);
      }

      @Override
      public void close() {
        notify.close();
      }
    };
  }

  /** As sd_watchdog_enabled(3) has it: a timeout that is meant for another process is not ours. */
  static OptionalLong watchdogNs(Map<String, String> environment) {
    String pid = environment.get("WATCHDOG_PID");
    String microseconds = environment.get("WATCHDOG_USEC");
    boolean ours = pid == null || pid.equals(Long.toString(ProcessHandle.current().pid()));
    if (!ours || microseconds == null || !microseconds.matches("[1-9][0-9]{0,14}")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(microseconds) * 1000);
  }

  /** The proxies accept connections. On the control thread: from here on the watchdog is fed. */
  void ready(long nowNs) {
    told = status.get();
    send("READY=1", "STATUS=" + told, "WATCHDOG=1");
    nextNs = nowNs + periodNs;
  }

  /**
   * Has the manager keep a descriptor open until it is told to {@link #forget} it, over restarts.
   *
   * @param name letters, digits, {@code -} and {@code .}
   * @return whether it was told
   */
  boolean store(String name, int descriptor) {
    try {
      channel.send(descriptor, "FDSTORE=1", "FDNAME=" + name);
      return true;
    } catch (IOException e) {
      log.warn("service manager: {} is not kept over a restart: {}", name, e.getMessage());
      return false;
    }
  }

  /** Has the manager close what it kept under this name. */
  void forget(String name) {
    send("FDSTOREREMOVE=1", "FDNAME=" + name);
  }

  /** The service goes on in another process; from any thread. */
  void continuesIn(long process) {
    send("MAINPID=" + process);
  }

  /**
   * A reload begins; from any thread. The time is that of CLOCK_MONOTONIC, which the JVM's own is
   * on Linux; the manager takes what it heard before for an earlier reload's.
   */
  @Override
  public void reloading() {
    send("RELOADING=1", "MONOTONIC_USEC=" + System.nanoTime() / 1000);
  }

  /** The reload is over, with whatever result; from any thread. */
  @Override
  public void reloaded() {
    send("READY=1");
  }

  /** A clean stop begins; from any thread. */
  void stopping() {
    send("STOPPING=1", "STATUS=stopping");
  }

  @Override
  public long nextDeadlineNs() {
    return nextNs;
  }

  @Override
  public boolean onDeadline(long nowNs) {
    nextNs = nowNs + periodNs;
    String now = status.get();
    if (now.equals(told)) {
      send("WATCHDOG=1");
    } else {
      told = now;
      send("WATCHDOG=1", "STATUS=" + now);
    }
    return false;
  }

  /** That nobody listens is no reason to stop serving. */
  private void send(String... assignments) {
    try {
      channel.send(assignments);
    } catch (IOException e) {
      log.warn("service manager: not told {}: {}", assignments[0], e.getMessage());
    }
  }

  @Override
  public void close() {
    channel.close();
  }
}
