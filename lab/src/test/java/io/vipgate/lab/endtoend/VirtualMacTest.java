package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.Command;
import io.vipgate.lab.Lab;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.tenant.KeepalivedPeer;
import io.vipgate.lab.tenant.Vipgate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The addresses move, and their hardware address with them (RFC 9568 §7.3). */
@RequiresRoot
class VirtualMacTest {
  private static final String VIP = "10.9.0.99";
  private static final String VIP6 = "2001:db8::99";
  private static final String MAC = "00:00:5e:00:01:58";
  private static final String MAC6 = "00:00:5e:00:02:58";
  private static final String ON = "vrrp.88";
  private static final Pattern HARDWARE_ADDRESS = Pattern.compile("lladdr ([0-9a-f:]{17})");
  private static final Duration SOON = Duration.ofSeconds(5);

  private Lab lab;
  private Node first;
  private Node second;
  private Node client;
  private LabProcess neighbours;

  @BeforeEach
  void makeLab() {
    lab = Lab.create("vmac");
    first = master("m1", 1);
    second = master("m2", 2);
    client = lab.addNode("client", "eth0", "10.9.0.3/24");
    own(client, 3);
    neighbours = client.start("neighbours", List.of("ip", "-o", "monitor", "neigh"));
  }

  private Node master(String name, int number) {
    Node node = lab.addNode(name, "eth0", "10.9.0." + number + "/24");
    own(node, number);
    node.sysctl("net.ipv4.conf.eth0.arp_ignore", "1");
    node.sysctl("net.ipv4.conf.eth0.arp_announce", "2");
    // As strict as a distribution can be.
    node.sysctl("net.ipv4.conf.all.rp_filter", "1");
    node.sysctl("net.ipv4.conf.default.rp_filter", "1");
    return node;
  }

  private static void own(Node node, int number) {
    node.run("ip", "addr", "add", "2001:db8::" + number + "/64", "dev", "eth0", "nodad");
  }

  @AfterEach
  void removeLab() {
    lab.close();
  }

  @Test
  void movesBetweenTwoOfUs() {
    try (Vipgate holder = start(first, 100);
        Vipgate backup = start(second, 88)) {
      awaitServedBy(first, second);

      holder.process().kill();
      await("taken over", () -> holds(second) && !holds(first));
      awaitServed();
      assertThat(switchPorts(MAC)).containsOnly(second.name());
      assertThat(whoAnswers(VIP)).isEqualTo(Set.of(MAC));

      holder.restart();
      awaitServedBy(first, second);
      assertThat(holder.process().log().tail()).contains("vrrp.88: was left behind");

      first.run("ip", "link", "del", ON);
      await("made anew", () -> holds(first));
      awaitServedBy(first, second);
      first.run("ip", "link", "set", ON, "down");
      awaitServedBy(first, second);
      first.run("ip", "addr", "del", VIP + "/32", "dev", ON);
      awaitServedBy(first, second);
      assertThat(Journal.vrrpState(backup)).isEqualTo("BACKUP");

      holder.stop();
      await("handed over", () -> holds(second));
      awaitServed();
      assertThat(link(first)).isEmpty();
      assertThat(switchPorts(MAC)).containsOnly(second.name());
      backup.stop();
      assertThat(link(second)).isEmpty();
    }
    assertNeighboursKnewNothingElse();
  }

  @Test
  void movesBetweenKeepalivedAndUs() {
    try (Vipgate us = start(first, 100);
        KeepalivedPeer peer = KeepalivedPeer.start(second, keepalived())) {
      await("ours", () -> holds(first) && !holds(second));
      awaitAnswer(VIP);

      us.stop();
      await("keepalived's", () -> holds(second));
      awaitAnswer(VIP);
      assertThat(switchPorts(MAC)).containsOnly(second.name());

      us.restart();
      await("ours", () -> holds(first) && !holds(second));
      awaitAnswer(VIP);
      assertThat(switchPorts(MAC)).containsOnly(first.name());
      peer.stop();
      us.process().kill();
      assertThat(us.attempt("release", "--config", "/run/vipgate.conf").orThrow().err())
          .isEqualTo("released vrrp.88\nreleased vrrp6.88\n");
      assertThat(link(first)).isEmpty();
    }
    assertNeighboursKnewNothingElse();
  }

  @Test
  void aMasterThatIsNotHeardIsFoundByItsHardwareAddress() {
    second.run("ip", "link", "add", ON, "link", "eth0", "address", MAC, "type", "macvlan");
    second.run("ip", "link", "set", ON, "up");
    second.run("ip", "addr", "add", VIP + "/32", "dev", ON);
    try (Vipgate us = start(first, 100)) {
      await("found", () -> us.attempt("status").out().contains("a host has an address: " + VIP));
      assertThat(us.attempt("status").out()).contains(MAC);
      assertThat(holds(first)).isFalse();
      second.run("ip", "link", "del", ON);
      await("claimed", () -> holds(first));
      us.stop();
    }
  }

  private void awaitServedBy(Node node, Node other) {
    await("held by " + node, () -> holds(node) && !holds(other));
    awaitServed();
    assertThat(link(other)).contains(MAC).doesNotContain("UP");
    assertThat(addresses(other)).isEmpty();
    assertThat(switchPorts(MAC)).containsOnly(node.name());
    assertThat(switchPorts(MAC6)).containsOnly(node.name());
  }

  private void awaitServed() {
    awaitAnswer(VIP);
    awaitAnswer(VIP6);
  }

  /** With the neighbour that is known, and with one that has to be asked for. */
  private void awaitAnswer(String address) {
    await(address + " answers", () -> answers(address));
    client.run("ip", "neigh", "flush", "dev", "eth0");
    await(address + " answers who asks", () -> answers(address));
  }

  private boolean answers(String address) {
    return client.attempt("ping", "-c", "1", "-W", "1", address).exitCode() == 0;
  }

  /** Everybody who says that he has the address. */
  private Set<String> whoAnswers(String address) {
    Command.Result asked = client.attempt("arping", "-c", "3", "-w", "1", "-I", "eth0", address);
    return Pattern.compile("\\[([0-9A-F:]{17})]|from ([0-9a-f:]{17})")
        .matcher(asked.out())
        .results()
        .map(
            found ->
                found.group(1) == null ? found.group(2) : found.group(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  /** Where the bridge has seen a hardware address. */
  private Set<String> switchPorts(String mac) {
    return Command.run("bridge", "-n", lab.bridgeNamespace(), "fdb", "show")
        .out()
        .lines()
        .filter(line -> line.startsWith(mac))
        .map(line -> line.split(" ", -1)[2])
        .collect(Collectors.toSet());
  }

  private void assertNeighboursKnewNothingElse() {
    assertThat(known(VIP)).containsOnly(MAC);
    assertThat(known(VIP6)).isSubsetOf(MAC6);
  }

  private Set<String> known(String address) {
    return neighbours.log().lines().stream()
        .map(line -> line.text())
        .filter(line -> line.startsWith(address + " "))
        .map(HARDWARE_ADDRESS::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static boolean holds(Node node) {
    return addresses(node).contains(" " + VIP + "/32 ");
  }

  private static String addresses(Node node) {
    return node.attempt("ip", "-o", "address", "show", "dev", ON).out();
  }

  private static String link(Node node) {
    return node.attempt("ip", "-o", "link", "show", "dev", ON).out();
  }

  private static void await(String what, BooleanSupplier condition) {
    Await.until(what, SOON, condition);
  }

  private static Vipgate start(Node node, int priority) {
    return Vipgate.start(
        node,
        """
        vrrp.apiserver {
          version = 3
          interface = eth0
          virtual-router-id = 88
          priority = %d
          advert-interval = 100ms
          addresses = ["%s"]
          excluded-addresses = ["%s"]
          virtual-mac = true
        }
        """
            .formatted(priority, VIP, VIP6));
  }

  private static String keepalived() {
    return """
        global_defs {
          router_id lab
          vrrp_version 3
        }
        vrrp_instance apiserver {
          state BACKUP
          interface eth0
          use_vmac
          virtual_router_id 88
          advert_int 0.1
          priority 88
          virtual_ipaddress {
            %s
          }
        }
        """
        .formatted(VIP);
  }
}
