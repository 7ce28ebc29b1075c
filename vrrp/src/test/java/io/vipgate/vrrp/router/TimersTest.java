package io.vipgate.vrrp.router;

import static io.vipgate.vrrp.packet.VrrpVersion.V2;
import static io.vipgate.vrrp.packet.VrrpVersion.V3;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.vrrp.packet.VrrpVersion;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimersTest {

  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

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
  void skewAndMasterDownOfVersion2(
      int priority, long skewNs, long masterDownNs, long masterDownOf3sNs) {
    assertThat(new Timers(V2, priority, SECOND_NS).skewNs(SECOND_NS)).isEqualTo(skewNs);
    assertThat(new Timers(V2, priority, SECOND_NS).masterDownNs(SECOND_NS)).isEqualTo(masterDownNs);
    assertThat(new Timers(V2, priority, 3 * SECOND_NS).masterDownNs(3 * SECOND_NS))
        .isEqualTo(masterDownOf3sNs);
  }

  @ParameterizedTest(name = "priority {0} after a master of {1}: {2} ns")
  @CsvSource({
    "88, 100, 1200000",
    "100, 101, 100000",
    "100, 100, 0",
    "200, 100, 0",
    "1, 255, 25400000"
  })
  void skewAfterAProcessDied(int priority, int masterPriority, long skewNs) {
    for (VrrpVersion version : VrrpVersion.values()) {
      assertThat(new Timers(version, priority, SECOND_NS).skewAfterDeathNs(masterPriority))
          .isEqualTo(skewNs);
    }
  }

  /** (256 - priority) / 256 of the master's interval, whatever our own is. */
  @ParameterizedTest(name = "priority {0}, a master each {1} ms: skew {2} ns, master down {3} ns")
  @CsvSource({
    "100,  1000,   609375000,   3609375000",
    "100,   100,    60937500,    360937500",
    "254,    10,       78125,     30078125",
    "  1,    10,     9960937,     39960937",
    "150, 40950, 16955859375, 139805859375"
  })
  void skewAndMasterDownOfVersion3(
      int priority, long masterIntervalMs, long skewNs, long masterDownNs) {
    for (long ownMs : new long[] {10, 1_000, 40_950}) {
      Timers timers = new Timers(V3, priority, ownMs * MS);
      assertThat(timers.skewNs(masterIntervalMs * MS)).isEqualTo(skewNs);
      assertThat(timers.masterDownNs(masterIntervalMs * MS)).isEqualTo(masterDownNs);
    }
  }

  @ParameterizedTest(name = "adverts each {0} ms: lease {1} s, renewed each {2} ms, window {3} ms")
  @CsvSource({
    "  1000,   2,    500,    700",
    "  2000,   4,   1000,   1700",
    "  3000,   6,   1500,   2700",
    "  1500,   3,    750,   1200",
    "   500,   1,    250,    200",
    "   440,   1,    250,     20",
    "   430,   1,    250,    250",
    "   170,   1,    250,    250",
    "   160,   1,    500,    250",
    "    10,   1,    500,    250",
    " 40950,  81,  20250,  41550",
    "255000, 510, 127500, 254700"
  })
  void lease(long intervalMs, int leaseSeconds, long renewalMs, long windowMs) {
    Timers timers = new Timers(intervalMs > 40_950 ? V2 : V3, 100, intervalMs * MS);
    assertThat(timers.leaseSeconds()).isEqualTo(leaseSeconds);
    assertThat(timers.leaseNs()).isEqualTo(leaseSeconds * SECOND_NS);
    assertThat(timers.renewalNs()).isEqualTo(renewalMs * MS);
    assertThat(timers.leaseWindowNs()).isEqualTo(windowMs * MS);
  }

  /** The kernel counts leases in seconds: below 440 ms none is short enough. */
  @Test
  void aLeaseIsOverBeforeTheFastestPeerTakesOver() {
    List<Timers> all = all().toList();
    assertThat(all).hasSize(255 + 4095);
    for (Timers timers : all) {
      long latestEndNs = timers.leaseWindowNs() + timers.leaseNs() + Timers.KERNEL_LEASE_LAG_NS;
      boolean inTime = timers.advertIntervalNs() >= 440 * MS;
      assertThat(timers.isLeaseOverInTime()).as("%s", timers).isEqualTo(inTime);
      assertThat(latestEndNs <= timers.fastestTakeoverNs()).as("%s", timers).isEqualTo(inTime);
    }
  }

  @Test
  void aLeaseSurvivesTwoLostRenewals() {
    all()
        .filter(timers -> timers.advertIntervalNs() > SECOND_NS / 6)
        .forEach(timers -> assertThat(3 * timers.renewalNs()).isLessThan(timers.leaseNs()));
  }

  /** It is renewed less often there: no renewal is late without the role being lost before. */
  @Test
  void aLongLeaseOutlivesTheRole() {
    List<Timers> frequent =
        all().filter(timers -> timers.advertIntervalNs() <= SECOND_NS / 6).toList();
    assertThat(frequent).hasSize(16);
    for (Timers timers : frequent) {
      assertThat(timers.renewalNs() + timers.fastestTakeoverNs())
          .as("%s", timers)
          .isLessThanOrEqualTo(timers.leaseNs());
    }
  }

  /** The bound: a dead or frozen holder loses the addresses within 3 s. */
  @Test
  void aDeadHolderLosesTheAddressesWithinThreeSeconds() {
    Timers timers = new Timers(V2, 100, SECOND_NS);
    assertThat(timers.leaseNs() + Timers.KERNEL_LEASE_LAG_NS).isLessThan(3 * SECOND_NS);
  }

  /** One failure, an interval after the last success, may pass; with the second it is time. */
  @Test
  void aMasterThatIsNotHeardStepsBackBetweenTheFirstAndTheSecondFailure() {
    all()
        .forEach(
            timers -> {
              assertThat(timers.toleratedSilenceNs()).isGreaterThan(timers.advertIntervalNs());
              assertThat(timers.toleratedSilenceNs()).isLessThan(2 * timers.advertIntervalNs());
            });
  }

  @ParameterizedTest(name = "adverts each {0} ms: a takeover may be {1} ms late")
  @CsvSource({"10, 50", "50, 50", "60, 60", "1000, 1000", "40950, 40950"})
  void toleratesWhatIsOrdinaryOnABusyMachine(long intervalMs, long tolerableMs) {
    assertThat(new Timers(V3, 100, intervalMs * MS).toleratedLatenessNs())
        .isEqualTo(tolerableMs * MS);
  }

  private static Stream<Timers> all() {
    return Stream.concat(
        LongStream.rangeClosed(1, 255).mapToObj(s -> new Timers(V2, 100, s * SECOND_NS)),
        LongStream.rangeClosed(1, 4095).mapToObj(cs -> new Timers(V3, 100, cs * 10 * MS)));
  }
}
