package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.EpochTime;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.Vipgate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A hundred times the VIP changes hands, between a holder that comes and goes and one that stays:
 * what leaks, leaks there.
 */
@RequiresRoot
class HundredTakeoversTest {
  private static final int TAKEOVERS = 100;

  /** Each tenth time the holder's process is killed, and its kernel ends the lease. */
  private static final int KILL_EVERY = 10;

  private static final Duration HAND_OVER = Duration.ofMillis(100);

  /** Bytes: less than any buffer, so that one lost with each takeover shows. */
  private static final int LEAST_LEAK = 1_024;

  private static final String DIRECT = "jvm_buffer_memory_used_bytes{id=\"direct\"";

  @Test
  void nothingIsLeftBehindAndNoTwoHoldIt() {
    try (SampleCluster cluster = SampleCluster.create("hundred");
        VipWatch vip = cluster.watchVip();
        Vipgate stays = cluster.startMaster(2)) {
      vip.awaitOnly(stays.node(), Bounds.ELECTION);
      Vipgate comes = cluster.startMaster(1);
      takeover(vip, comes, stays, 0);
      takeover(vip, comes, stays, 1);
      long descriptors = descriptors(stays);
      double direct = Journal.metric(stays, DIRECT);

      for (int cycle = 2; cycle < TAKEOVERS / 2 + 2; cycle++) {
        takeover(vip, comes, stays, cycle);
      }

      Await.until(
          "as many file descriptors as before: " + descriptors,
          Bounds.ELECTION,
          () -> descriptors(stays) == descriptors);
      assertThat(Journal.metric(stays, DIRECT))
          .as("direct memory")
          .isLessThan(direct + TAKEOVERS * LEAST_LEAK);
      assertThat(stays.stop()).isZero();
      assertThat(comes.stop()).isZero();
      vip.awaitNone(Bounds.LEASE);
    }
  }

  /** There and back: two takeovers. */
  private static void takeover(VipWatch vip, Vipgate comes, Vipgate stays, int cycle) {
    vip.awaitOnly(comes.node(), Bounds.ELECTION);
    boolean kill = cycle % KILL_EVERY == 0;
    long leftNs = EpochTime.nowNs();
    if (kill) {
      comes.process().kill();
    } else {
      assertThat(comes.stop()).isZero();
    }
    vip.awaitOnly(stays.node(), Bounds.ELECTION);
    var there = vip.timeline().since(leftNs);
    assertThat(there.longestOverlap())
        .as("takeover %d, with a dead process's lease or nothing", cycle)
        .isLessThanOrEqualTo(kill ? Bounds.LEASE : Duration.ZERO);
    assertThat(there.longestGap()).isLessThan(Bounds.CLEAN_TAKEOVER);

    long returnedNs = EpochTime.nowNs();
    comes.restart();
    vip.awaitOnly(comes.node(), Bounds.ELECTION);
    var back = vip.timeline().since(returnedNs);
    assertThat(back.longestOverlap()).as("preemption %d", cycle).isLessThan(HAND_OVER);
    assertThat(back.longestGap()).isLessThan(HAND_OVER);
  }

  private static long descriptors(Vipgate vipgate) {
    Path directory = Path.of("/proc", Long.toString(vipgate.process().pid()), "fd");
    try (Stream<Path> open = Files.list(directory)) {
      return open.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
