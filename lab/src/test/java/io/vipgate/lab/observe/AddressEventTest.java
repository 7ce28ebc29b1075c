package io.vipgate.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.EpochTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AddressEventTest {
  private static final String TIME = "[2026-01-01T07:48:03.037063] ";
  private static final long TIME_NS = EpochTime.toNs(Instant.parse("2026-01-01T07:48:03.037063Z"));

  @Test
  void readsAnAdditionARenewalAndADeletion() {
    String lease =
        "2: bond0    inet 10.32.255.99/32 scope global dynamic bond0\\       valid_lft 3sec";

    assertThat(AddressEvent.parse(TIME + "[nsid 2]" + lease))
        .contains(new AddressEvent(TIME_NS, 2, "10.32.255.99", true));
    assertThat(AddressEvent.parse(TIME + "[nsid 13]Deleted " + lease))
        .contains(new AddressEvent(TIME_NS, 13, "10.32.255.99", false));
  }

  @Test
  void readsIpv6() {
    assertThat(AddressEvent.parse(TIME + "[nsid 1]2: bond0    inet6 fd00::99/128 scope global \\ "))
        .contains(new AddressEvent(TIME_NS, 1, "fd00::99", true));
  }

  @Test
  void leavesOutTheObserversOwnAddressesAndAllElse() {
    assertThat(AddressEvent.parse(TIME + "[nsid current]1: lo    inet 127.9.0.1/32 scope host lo"))
        .isEmpty();
    assertThat(AddressEvent.parse("netlink receive error No buffer space available")).isEmpty();
    assertThat(AddressEvent.parse("")).isEmpty();
  }
}
