package io.vipgate.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SystemdNoticesTest {
  private static final long SECOND_NS = Duration.ofSeconds(1).toNanos();

  private final List<String> told = new ArrayList<>();
  private String status = "proxy/apiserver 3 of 3 servers up";
  private boolean deaf;

  private SystemdNotices manager(OptionalLong watchdogNs) {
    SystemdNotices.Channel channel =
        new SystemdNotices.Channel() {
          @Override
          public void send(String... assignments) throws IOException {
            if (deaf) {
              throw new IOException("sendto(/run/systemd/notify): ECONNREFUSED");
            }
            told.add(String.join(" ", assignments));
          }

          @Override
          public void send(int descriptor, String... assignments) throws IOException {
            send(assignments);
            told.add("descriptor " + descriptor);
          }

          @Override
          public void close() {}
        };
    return new SystemdNotices(channel, watchdogNs, () -> status);
  }

  @Test
  void saysReadyWithItsStatusAndFeedsTheWatchdogThreeTimesATimeout() {
    SystemdNotices manager = manager(OptionalLong.of(9 * SECOND_NS));
    assertThat(manager.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    manager.ready(100);
    assertThat(told).containsExactly("READY=1 STATUS=" + status + " WATCHDOG=1");
    assertThat(manager.nextDeadlineNs()).isEqualTo(100 + 3 * SECOND_NS);
    manager.onDeadline(100 + 3 * SECOND_NS);
    assertThat(told).hasSize(2).last().isEqualTo("WATCHDOG=1");
    assertThat(manager.nextDeadlineNs()).isEqualTo(100 + 6 * SECOND_NS);
  }

  @Test
  void tellsAChangeOfStatusOnce() {
    SystemdNotices manager = manager(OptionalLong.empty());
    manager.ready(0);
    assertThat(manager.nextDeadlineNs()).isEqualTo(5 * SECOND_NS);
    status = "proxy/apiserver 2 of 3 servers up";
    manager.onDeadline(5 * SECOND_NS);
    manager.onDeadline(10 * SECOND_NS);
    assertThat(told).last().isEqualTo("WATCHDOG=1");
    assertThat(told).element(1).isEqualTo("WATCHDOG=1 STATUS=" + status);
  }

  /** As Type=notify-reload wants it: sd_notify(3) says why the time is needed. */
  @Test
  void saysWhenAReloadBeganAndThatItIsOver() {
    SystemdNotices manager = manager(OptionalLong.empty());
    long beforeUs = System.nanoTime() / 1000;
    manager.reloading();
    manager.reloaded();
    assertThat(told).hasSize(2).last().isEqualTo("READY=1");
    assertThat(told.get(0)).startsWith("RELOADING=1 MONOTONIC_USEC=");
    assertThat(Long.parseLong(told.get(0).replaceFirst(".*=", "")))
        .isBetween(beforeUs, System.nanoTime() / 1000);
  }

  @Test
  void saysThatItStops() {
    manager(OptionalLong.empty()).stopping();
    assertThat(told).containsExactly("STOPPING=1 STATUS=stopping");
  }

  @Test
  void aDeafManagerDoesNotStopTheService() {
    SystemdNotices manager = manager(OptionalLong.empty());
    deaf = true;
    manager.ready(0);
    manager.onDeadline(5 * SECOND_NS);
    assertThat(manager.nextDeadlineNs()).isEqualTo(10 * SECOND_NS);
  }

  @Test
  void theWatchdogOfAnotherProcessIsNotOurs() {
    String own = Long.toString(ProcessHandle.current().pid());
    assertThat(SystemdNotices.watchdogNs(Map.of())).isEmpty();
    assertThat(SystemdNotices.watchdogNs(Map.of("WATCHDOG_USEC", "10000000")))
        .hasValue(10 * SECOND_NS);
    assertThat(SystemdNotices.watchdogNs(Map.of("WATCHDOG_USEC", "1", "WATCHDOG_PID", own)))
        .hasValue(1000);
    assertThat(SystemdNotices.watchdogNs(Map.of("WATCHDOG_USEC", "1", "WATCHDOG_PID", "1")))
        .isEmpty();
    assertThat(SystemdNotices.watchdogNs(Map.of("WATCHDOG_USEC", "soon"))).isEmpty();
    assertThat(SystemdNotices.watchdogNs(Map.of("WATCHDOG_USEC", "0"))).isEmpty();
  }

  @Test
  void withoutAManagerThereIsNone() throws IOException {
    assertThat(SystemdNotices.of(Map.of(), () -> status)).isEmpty();
  }
}
