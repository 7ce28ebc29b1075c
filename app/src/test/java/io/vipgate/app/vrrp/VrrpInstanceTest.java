package io.vipgate.app.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.AdvertPath;
import io.vipgate.app.config.AnnounceConfig;
import io.vipgate.app.config.ChecksumForm;
import io.vipgate.app.config.IpLiteral;
import io.vipgate.app.config.RoleConfig;
import io.vipgate.app.config.VirtualAddress;
import io.vipgate.app.config.VrrpConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.journal.JournalEntry;
import io.vipgate.app.runtime.ControlLoop;
import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.VrrpVersion;
import io.vipgate.vrrp.router.Cause;
import io.vipgate.vrrp.router.DuplicateCheck;
import io.vipgate.vrrp.router.Notice;
import io.vipgate.vrrp.router.State;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class VrrpInstanceTest {
  private final List<String> done = new ArrayList<>();
  private boolean canSend = true;
  private long nowNs = 7_000_000_000L;
  private final Journal journal = new Journal(Clock.systemUTC());

  private VrrpInstance instance = instance(DuplicateCheck.OFF);

  private VrrpInstance instance(DuplicateCheck duplicates) {
    return new VrrpInstance(
        new VrrpConfig(
            "apiserver",
            VrrpVersion.V2,
            "eth0",
            88,
            100,
            true,
            Duration.ofSeconds(1),
            ChecksumForm.PSEUDO_HEADER,
            null,
            List.of(new VirtualAddress(address("10.32.255.99"), 32)),
            List.of(new VirtualAddress(address("10.32.255.98"), 32)),
            AdvertPath.MULTICAST,
            new RoleConfig(Duration.ZERO, Duration.ZERO, null, duplicates, List.of()),
            AnnounceConfig.DEFAULT,
            false),
        new ControlLoop(new IdleWaiter(), () -> nowNs),
        journal);
  }

  @Test
  void becomesMasterAndClaimsTheAddresses() {
    attach();
    atDeadline();
    assertThat(instance.state()).isEqualTo(State.MASTER);
    assertThat(done).containsExactly("remove", "send", "install", "announce");
  }

  @Test
  void claimsNothingWhenItsFirstAdvertisementDoesNotLeave() {
    attach();
    canSend = false;
    atDeadline();
    assertThat(instance.state()).isEqualTo(State.BACKUP);
    assertThat(instance.counters().transitions().get(Cause.CANNOT_ADVERTISE)).isEqualTo(1);
    atDeadline(); // The loop does not turn here, so that the reset ends by its limit.
    assertThat(done).containsExactly("remove", "reset", "remove");
  }

  @Test
  void stepsBackInTimeWhenItsAdvertisementsDoNotLeaveAnyMore() {
    attach();
    atDeadline();
    long lastSentNs = nowNs;
    done.clear();
    canSend = false;
    while (instance.state() == State.MASTER) {
      atDeadline();
    }
    assertThat(nowNs - lastSentNs).isEqualTo(1_500_000_000L);
    atDeadline();
    assertThat(done)
        .as("announced once more, 1.1 s after the takeover; then no more")
        .containsExactly("install", "announce", "reset", "remove");
    canSend = true;
    atDeadline();
    assertThat(instance.state()).isEqualTo(State.MASTER);
  }

  @Test
  void nobodyElseHasHeardOfAnythingAfterABeat() {
    attach();
    assertThat(atDeadline()).as("a takeover").isFalse();
    done.clear();
    assertThat(atDeadline()).as("a renewal").isTrue();
    assertThat(atDeadline()).as("an advertisement").isTrue();
    assertThat(done).containsExactly("install", "send", "install");
    canSend = false;
    List<Boolean> nobody = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      nobody.add(atDeadline());
    }
    assertThat(nobody).as("the last of these is an advertisement").endsWith(false);
  }

  @Test
  void aResetThatTookTooLongIsMoreThanABeat() {
    attach();
    atDeadline();
    instance.onCarriers("eth1: no carrier");
    assertThat(atDeadline()).isFalse();
    assertThat(done).endsWith("send", "remove");
  }

  @Test
  void resignsWhenAnInterfaceCannotCarryItsAddressesAndIsMasterAgainWhenItCan() {
    attach();
    atDeadline();
    done.clear();
    instance.onCarriers("eth1: no carrier");
    assertThat(instance.state()).isEqualTo(State.INITIALIZE);
    assertThat(instance.hindrance()).isEqualTo("eth1: no carrier");
    nowNs += ActionRunner.RESET_LIMIT_NS;
    instance.onDeadline(nowNs);
    assertThat(done).containsExactly("reset", "send", "remove");
    instance.onCarriers(null);
    assertThat(instance.hindrance()).isNull();
    atDeadline();
    assertThat(instance.state()).isEqualTo(State.MASTER);
  }

  @Test
  void installsAnAddressAgainThatIsNotAdvertised() {
    attach();
    atDeadline();
    done.clear();
    instance.onAddressRemoved(address("10.32.255.98"));
    assertThat(done).containsExactly("install", "announce");
  }

  @Test
  void asksWhoHasTheAddressesAndSaysWhoKeepsItFromClaimingThem() {
    instance = instance(DuplicateCheck.REFUSE);
    attach();
    instance.onClaimed("10.32.255.99 is at 02:00:00:00:00:05");
    for (int i = 0; i < 4; i++) {
      atDeadline();
    }
    assertThat(done).containsExactly("remove", "probe", "probe", "probe");
    assertThat(instance.state()).isEqualTo(State.BACKUP);
    assertThat(instance.counters().notices().get(Notice.Kind.ADDRESS_IN_USE)).isEqualTo(1);
    assertThat(instance.status().disagreements())
        .containsExactly(
            "the link: nobody advertises, but a host has an address: 10.32.255.99 is at"
                + " 02:00:00:00:00:05");
    assertThat(journal.latest(1).get(0).line())
        .contains("stays BACKUP")
        .contains("10.32.255.99 is at 02:00:00:00:00:05");
    for (int i = 0; i < 4; i++) {
      atDeadline();
    }
    assertThat(instance.state()).isEqualTo(State.MASTER);
  }

  @Test
  void defendsItsAddressesAndTellsOfItOnce() {
    attach();
    atDeadline();
    for (int i = 0; i < 3; i++) {
      instance.onClaimed("10.32.255.99 is at 02:00:00:00:00:05");
      long untilNs = nowNs + 11_000_000_000L;
      while (instance.nextDeadlineNs() < untilNs) {
        atDeadline();
      }
    }
    assertThat(instance.counters().notices().get(Notice.Kind.ADDRESS_CONFLICT)).isEqualTo(1);
    assertThat(instance.counters().notices().get(Notice.Kind.ADDRESS_DEFENDED)).isEqualTo(2);
    assertThat(instance.status().disagreements()).hasSize(1);
    assertThat(journal.latest(10))
        .extracting(JournalEntry::line)
        .filteredOn(line -> line.contains("02:00:00:00:00:05"))
        .hasSize(1);
  }

  private void attach() {
    instance.attach(address("10.32.137.20"), new RecordingEdge(), "eth0 10.32.137.20");
  }

  private boolean atDeadline() {
    nowNs = instance.nextDeadlineNs();
    return instance.onDeadline(nowNs);
  }

  private static InetAddress address(String literal) {
    return IpLiteral.parse(literal).orElseThrow();
  }

  private final class RecordingEdge extends IdleEdge {
    @Override
    public void send(Advertisement advertisement) throws IOException {
      if (!canSend) {
        throw new IOException("sendto: EPERM");
      }
      done.add("send");
    }

    @Override
    public void install(int leaseSeconds) {
      done.add("install");
    }

    @Override
    public void remove() {
      done.add("remove");
    }

    @Override
    public void probe() {
      done.add("probe");
    }

    @Override
    public void announce(int copies) {
      done.add("announce");
    }

    @Override
    public CompletionStage<Integer> resetConnections() {
      done.add("reset");
      return super.resetConnections();
    }
  }
}
