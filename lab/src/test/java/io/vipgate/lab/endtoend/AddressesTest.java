package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.Lab;
import io.vipgate.lab.Node;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.tenant.Vipgate;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is held, where, and by whom: other interfaces, addresses that are not advertised, owners.
 */
@RequiresRoot
class AddressesTest {
  private static final String INTERFACE = "eth0";
  private static final String VIP = "10.9.0.99";
  private static final String ASIDE = "10.77.0.9";
  private static final String ASIDE_IPV6 = "2001:db8::77";
  private static final Duration SOON = Duration.ofSeconds(3);

  private Lab lab;
  private Node first;
  private Node second;

  @BeforeEach
  void makeLab() {
    lab = Lab.create("addresses");
    first = lab.addNode("m1", INTERFACE, "10.9.0.1/24");
    second = lab.addNode("m2", INTERFACE, "10.9.0.2/24");
  }

  @AfterEach
  void removeLab() {
    lab.close();
  }

  @Test
  void addressesOnAnotherInterfaceAreHeldAsTheOthersAre() {
    first.run("ip", "link", "add", "side", "type", "veth", "peer", "name", "far");
    first.run("ip", "link", "set", "far", "up");
    first.run("ip", "link", "set", "side", "up");
    String excluded =
        "excluded-addresses = [\"%s/24 dev side label side:vip scope link\", \"%s/64 dev side\"]"
            .formatted(ASIDE, ASIDE_IPV6);
    try (Vipgate us = start(first, 100, excluded)) {
      await("held", () -> first.holds(VIP) && side().contains(ASIDE));
      assertThat(side())
          .contains("\"local\":\"" + ASIDE + "\",\"prefixlen\":24,\"scope\":\"link\"")
          .contains("\"label\":\"side:vip\"")
          .contains("\"local\":\"" + ASIDE_IPV6 + "\",\"prefixlen\":64")
          .contains("\"valid_life_time\":1,");

      first.run("ip", "address", "del", ASIDE + "/24", "dev", "side");
      await("put back", () -> side().contains(ASIDE));

      first.run("ip", "link", "set", "far", "down");
      await("given up", () -> !first.holds(VIP) && !side().contains(ASIDE));
      assertThat(Journal.causes(us)).last().isEqualTo("something that it tracks is in fault");
      first.run("ip", "link", "set", "far", "up");
      await("held again", () -> first.holds(VIP) && side().contains(ASIDE));

      us.process().kill();
      await("over with the lease", () -> !first.holds(VIP) && !side().contains(ASIDE));
      us.restart();
      await("held again", () -> first.holds(VIP) && side().contains(ASIDE_IPV6));
      us.stop();
      assertThat(side()).doesNotContain(ASIDE).doesNotContain(ASIDE_IPV6);
    }
  }

  @Test
  void theOwnerClaimsItsAddressesAsSoonAsItStarts() {
    try (Vipgate backup = start(second, 254, "")) {
      await("held by the backup", () -> second.holds(VIP));
      try (Vipgate owner = start(first, 255, "")) {
        await("held by its owner", () -> first.holds(VIP) && !second.holds(VIP));
        assertThat(Journal.causes(owner))
            .contains("started as the owner of the addresses (priority 255)");
        owner.stop();
        await("held by the backup", () -> second.holds(VIP) && !first.holds(VIP));
        backup.stop();
      }
    }
  }

  @Test
  void anAddressThatAnotherHostHasIsNotClaimedAndDefendedOnceHeld() {
    second.run("ip", "address", "add", VIP + "/32", "dev", INTERFACE);
    try (Vipgate us = start(first, 100, "")) {
      await("someone has it", () -> conflicts(us, "address_in_use") >= 1);
      assertThat(first.holds(VIP)).isFalse();
      assertThat(us.attempt("status").orThrow().out())
          .contains("a host has an address: " + VIP)
          .contains(second.mac());
      second.run("ip", "address", "del", VIP + "/32", "dev", INTERFACE);
      await("held", () -> first.holds(VIP));

      second.run("ip", "address", "add", VIP + "/32", "dev", INTERFACE);
      second.run("ip", "neigh", "flush", "dev", INTERFACE);
      // Who connects from an address asks for his neighbour in its name.
      second.attempt("curl", "-s", "-m", "0.3", "--interface", VIP, "http://10.9.0.1:9/");
      await("defended", () -> conflicts(us, "address_conflict") == 1);
      assertThat(first.holds(VIP)).isTrue();
      assertThat(us.attempt("explain", "apiserver").orThrow().out())
          .contains("another host claims an address")
          .contains(second.mac());
      us.stop();
    }
  }

  private static double conflicts(Vipgate vipgate, String kind) {
    return Journal.metric(
        vipgate, "vipgate_vrrp_notices_total{kind=\"" + kind + "\",router=\"apiserver\"}");
  }

  private String side() {
    return first.run("ip", "-j", "address", "show", "dev", "side").out();
  }

  private static void await(String what, BooleanSupplier condition) {
    Await.until(what, SOON, condition);
  }

  private static Vipgate start(Node node, int priority, String more) {
    return Vipgate.start(
        node,
        """
        vrrp.apiserver {
          version = 3
          interface = %s
          virtual-router-id = 88
          priority = %d
          advert-interval = 100ms
          addresses = ["%s/32"]
          %s
        }
        """
            .formatted(INTERFACE, priority, VIP, more));
  }
}
