package io.vipgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FreePortsTest {
  @Test
  void givesNoneTwice() {
    Set<Integer> given = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      assertThat(given.add(FreePorts.next())).isTrue();
    }
  }

  @Test
  void staysBelowWhatTheKernelTakesFrom() {
    for (int i = 0; i < 500; i++) {
      assertThat(FreePorts.next()).isBetween(20_000, 29_999);
    }
  }

  /** All in turn, so that the one that is taken has its turn, too. */
  @Test
  void passesOverOneOnWhichSomebodyListensAtAnyAddress() throws Exception {
    try (ServerSocket taken =
        new ServerSocket(FreePorts.next(), 1, InetAddress.getByName("127.0.0.2"))) {
      for (int i = 0; i < FreePorts.COUNT; i++) {
        assertThat(FreePorts.next()).isNotEqualTo(taken.getLocalPort());
      }
    }
  }
}
