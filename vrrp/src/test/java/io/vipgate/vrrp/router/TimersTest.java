package io.vipgate.vrrp.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimersTest {

  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  /** (256 - priority) * 3,906,250 ns. */
  @ParameterizedTest(
      name = "priority {0}: skew {1} ns, master down {2} ns with 1 s, {3} ns with 3 s")
  @CsvSource({
    "  1, 996093750, 3996093750,  9996093750",
    " 88, 656250000, 3656250000,  9656250000",
    "100, 609375000, 3609375000,  9609375000",
    "150, 414062500, 3414062500,  9414062500",
    "254,   7812500, 3007812500,  9007812500",
    "255,   3906250, 3003906250,  9003906250"
  })
  void skewAndMasterDown(int priority, long skewNs, long masterDownNs, long masterDownOf3sNs) {
    assertThat(new Timers(priority, SECOND_NS).skewNs()).isEqualTo(skewNs);
    assertThat(new Timers(priority, SECOND_NS).masterDownNs()).isEqualTo(masterDownNs);
    assertThat(new Timers(priority, 3 * SECOND_NS).masterDownNs()).isEqualTo(masterDownOf3sNs);
  }

  @ParameterizedTest(name = "adverts each {0} s: lease {1} s, renewed each {2} ms, window {3} ms")
  @CsvSource({"1, 2, 500, 700", "2, 4, 1000, 1700", "3, 6, 1500, 2700", "255, 510, 127500, 254700"})
  void lease(long intervalSeconds, int leaseSeconds, long renewalMs, long windowMs) {
    Timers timers = new Timers(100, intervalSeconds * SECOND_NS);
    assertThat(timers.leaseSeconds()).isEqualTo(leaseSeconds);
    assertThat(timers.leaseNs()).isEqualTo(leaseSeconds * SECOND_NS);
    assertThat(timers.renewalNs()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(renewalMs));
    assertThat(timers.leaseWindowNs()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(windowMs));
  }

  @Test
  void aLeaseIsOverBeforeTheFastestPeerTakesOver() {
    for (int seconds = 1; seconds <= 255; seconds++) {
      Timers timers = new Timers(100, seconds * SECOND_NS);
      long latestEndNs = timers.leaseWindowNs() + timers.leaseNs() + Timers.KERNEL_LEASE_LAG_NS;
      assertThat(latestEndNs).isLessThanOrEqualTo(timers.fastestTakeoverNs());
    }
  }

  @Test
  void aLeaseSurvivesTwoLostRenewals() {
    for (int seconds = 1; seconds <= 255; seconds++) {
      Timers timers = new Timers(100, seconds * SECOND_NS);
      assertThat(3 * timers.renewalNs()).isLessThan(timers.leaseNs());
    }
  }

  /** The bound: a dead or frozen holder loses the addresses within 3 s. */
  @Test
  void aDeadHolderLosesTheAddressesWithinThreeSeconds() {
    Timers timers = new Timers(100, SECOND_NS);
    assertThat(timers.leaseNs() + Timers.KERNEL_LEASE_LAG_NS).isLessThan(3 * SECOND_NS);
  }

  @Test
  void belowWholeSecondsTheLeaseIsStillWhole() {
    Timers timers = new Timers(100, TimeUnit.MILLISECONDS.toNanos(10));
    assertThat(timers.leaseSeconds()).isEqualTo(1);
    assertThat(timers.renewalNs()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
    assertThat(timers.leaseWindowNs()).isEqualTo(timers.renewalNs());
  }
}
