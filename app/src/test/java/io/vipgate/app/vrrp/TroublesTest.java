package io.vipgate.app.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.journal.Journal;
import io.vipgate.app.journal.JournalEntry;
import io.vipgate.vrrp.packet.DropReason;
import io.vipgate.vrrp.packet.Received;
import io.vipgate.vrrp.router.Notice;
import io.vipgate.vrrp.router.State;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TroublesTest {
  private static final long MINUTE_NS = 60_000_000_000L;

  private final Journal journal = new Journal(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  private final Troubles troubles = new Troubles("vrrp/a", journal);

  @Test
  void aPeerThatDisagreesForANightIsInTheJournalOnce() throws UnknownHostException {
    for (long second = 0; second < 36_000; second++) {
      troubles.dropped(dropped(DropReason.AUTH_FAILED), State.MASTER, second * 1_000_000_000L);
    }

    assertThat(journal.latest(10))
        .extracting(JournalEntry::line)
        .containsExactly(
            "vrrp/a: stays MASTER: the peer uses another password (10.0.0.2: evidence)");
    assertThat(troubles.disagreements(36_000_000_000_000L))
        .containsExactly("10.0.0.2: the peer uses another password: evidence");
  }

  @Test
  void aBrokenPacketIsNoDisagreement() throws UnknownHostException {
    troubles.dropped(dropped(DropReason.CHECKSUM), State.MASTER, 0);

    assertThat(journal.latest(10)).isEmpty();
    assertThat(troubles.disagreements(1)).isEmpty();
  }

  @Test
  void whatOthersDidToItIsInTheJournalOnceAMinute() {
    Notice notice = new Notice(Notice.Kind.ADDRESS_LOST, "10.32.255.99");

    for (long second = 0; second <= 60; second++) {
      troubles.happened(notice, State.MASTER, second * 1_000_000_000L);
    }

    assertThat(journal.latest(10))
        .hasSize(2)
        .extracting(entry -> entry.cause().code())
        .containsOnly("address_lost");
  }

  @Test
  void aSecondMasterIsShownForAMinute() throws UnknownHostException {
    Notice notice = new Notice(Notice.Kind.SECOND_MASTER, "priority 88");

    troubles.heard(notice, InetAddress.getByName("10.0.0.2"), State.MASTER, 0);

    assertThat(troubles.disagreements(MINUTE_NS))
        .containsExactly("10.0.0.2: another router of lower rank is master as well: priority 88");
    assertThat(journal.latest(10)).hasSize(1);
  }

  private static Received.Dropped dropped(DropReason reason) throws UnknownHostException {
    return new Received.Dropped(reason, InetAddress.getByName("10.0.0.2"), 88, "evidence");
  }
}
