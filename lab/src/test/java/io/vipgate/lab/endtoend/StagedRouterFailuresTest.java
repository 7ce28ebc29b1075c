package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Link;
import io.vipgate.lab.Node;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.KeepalivedPeer;
import io.vipgate.lab.tenant.Vipgate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Virtual routers that fail, or whose peers do: whoever only reads {@code status} and {@code
 * explain} can say why, and what to look at. Two of ours share a virtual router with fast adverts;
 * a keepalived has one of each kind that does not agree with ours.
 */
@RequiresRoot
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StagedRouterFailuresTest {
  private static final String VIP = "10.32.254.20";

  private static SampleCluster cluster;
  private static Vipgate first;
  private static Vipgate second;
  private static LabProcess etcd;

  @BeforeAll
  static void startAll() throws IOException {
    cluster = SampleCluster.create("routerfailures");
    Files.copy(
        Path.of("/bin/sleep"),
        cluster.master(1).directory().resolve("lab-etcd"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.createFile(cluster.master(1).directory().resolve("run/fine"));
    etcd = startEtcd();
    var unused = KeepalivedPeer.start(cluster.master(3), DISAGREEING);
    first = Vipgate.start(cluster.master(1), DISAGREED + pair(100, TRACKS));
    second = Vipgate.start(cluster.master(2), pair(50, ""));
    awaitState(first, "MASTER");
    awaitState(second, "BACKUP");
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  @Order(1)
  void peersThatDisagree() {
    awaitSaid(first, "password", "the peer uses another password");
    assertThat(Words.explain(first, "password"))
        .contains("! 10.32.138.27: the peer uses another password")
        .contains("look at auth-pass here and auth_pass there");

    awaitSaid(first, "interval", "the peer advertises at another interval");
    assertThat(Words.explain(first, "interval"))
        .contains("advert-interval: value: 2 s (expected: 1 s)")
        .contains("look at advert-interval here and advert_int there");

    awaitSaid(first, "addresses", "the peer lists other virtual addresses");
    assertThat(Words.explain(first, "addresses"))
        .contains("10.32.254.99")
        .contains("look at addresses here and virtual_ipaddress there")
        .contains("give this one a virtual-router-id of its own");

    awaitSaid(first, "version", "the peer speaks another version of VRRP");
    assertThat(Words.explain(first, "version"))
        .contains("VRRP version: value: 3 (expected: 2)")
        .contains("look at version here");

    assertThat(Words.status(first))
        .contains("! 10.32.138.27: the peer uses another password")
        .contains("! 10.32.138.27: the peer advertises at another interval")
        .contains("! 10.32.138.27: the peer lists other virtual addresses")
        .contains("! 10.32.138.27: the peer speaks another version of VRRP");
  }

  /** One after the other, on the router that both share; only the last leaves nothing to go on. */
  @Test
  @Order(2)
  void theHolderFailsInEachWay() throws IOException {
    anAddressIsDeleted();
    anOperatorDemotesIt();
    itsScriptFails();
    itsProcessIsGone();
    aSecondMasterAppears();
    itIsPaused();
    itsInterfaceGoesDown();
    itsProcessDies();
  }

  private static void anAddressIsDeleted() {
    first.node().run("ip", "address", "del", VIP + "/32", "dev", "bond0");
    awaitSaid(first, "pair", "an address was removed by someone else, and is installed again");
    assertThat(Words.explain(first, "pair"))
        .contains(VIP, "look at who removes it: a network manager");
    assertThat(Words.status(first)).contains("vrrp/pair: stays MASTER an address was removed");
  }

  private static void anOperatorDemotesIt() {
    Words.print(first, "demote", "pair");
    awaitState(second, "MASTER");
    assertThat(Words.explain(first, "pair"))
        .contains("because a router of higher priority is master")
        .contains("demoted");
    Words.print(first, "demote", "--undo", "pair");
    awaitState(first, "MASTER");
    assertThat(Words.explain(second, "pair"))
        .contains("because a router of higher priority is master");
  }

  private static void itsScriptFails() throws IOException {
    Path fine = first.node().directory().resolve("run/fine");
    Files.delete(fine);
    awaitState(second, "MASTER");
    assertThat(Words.explain(first, "pair"))
        .contains("pair: INITIALIZE", "because something that it tracks is in fault")
        .contains("script is down: exit status 1", "look at what is in fault, as named here");
    assertThat(Words.status(first)).contains("tracks script: down");
    assertThat(Words.explain(second, "pair"))
        .contains("because the master resigned")
        .contains("look at the former master's own explain: it gave the addresses up by itself");
    Files.createFile(fine);
    awaitState(first, "MASTER");
  }

  private static void itsProcessIsGone() {
    etcd.kill();
    awaitState(second, "MASTER");
    assertThat(Words.explain(first, "pair"))
        .contains("because something that it tracks is in fault", "process is down");
    assertThat(Words.status(first)).contains("tracks process: down");
    etcd = startEtcd();
    awaitState(first, "MASTER");
  }

  /** What is sent to the second is lost, so that it hears no master; the first hears both. */
  private static void aSecondMasterAppears() {
    second.node().link().set(Link.Fault.TO_NODE);
    awaitSaid(first, "pair", "another router of lower rank is master as well");
    assertThat(Words.status(first))
        .contains("! 10.32.137.27: another router of lower rank is master as well");
    assertThat(Words.explain(first, "pair"))
        .contains("look at whether the other router hears this one");
    second.node().link().heal();
    awaitState(second, "BACKUP");
  }

  private static void itIsPaused() {
    first.process().freeze();
    try {
      awaitState(second, "MASTER");
      assertThat(Words.explain(second, "pair"))
          .contains("because the master is silent", "no advertisement from 10.32.137.20")
          .contains("look at the former master: is its machine up");
    } finally {
      first.process().thaw();
    }
    awaitSaid(first, "pair", "was held up for so long that a peer may have taken over");
    assertThat(Words.explain(first, "pair")).contains("look at what held this machine up");
    awaitState(first, "MASTER");
  }

  private static void itsInterfaceGoesDown() {
    first.node().link().set(Link.Fault.CARRIER);
    awaitState(first, "INITIALIZE");
    assertThat(Words.explain(first, "pair"))
        .contains("because the interface is down")
        .contains("look at the interface (ip -d link show IFACE): cable, switch port");
    assertThat(Words.status(first)).contains("vrrp/pair: INITIALIZE");
    first.node().link().heal();
    awaitState(first, "MASTER");
    awaitState(second, "BACKUP");
  }

  /** A machine that holds the second up for 20 ms has it wait for the adverts' timer instead. */
  private static void itsProcessDies() {
    killTheFirst();
    for (int i = 0; i < 3 && Words.explain(second, "pair").contains("the master is silent"); i++) {
      first.restart();
      awaitState(first, "MASTER");
      killTheFirst();
    }
    assertThat(Words.explain(second, "pair"))
        .contains("because the master's process died")
        .contains("its process ended without a stop (journalctl -u vipgate, dmesg");
  }

  private static void killTheFirst() {
    Await.until(
        "the second watches the first's process",
        Bounds.ELECTION,
        () -> Journal.metric(second, WATCHES_BEGUN) > Journal.metric(second, WATCHES_ENDED));
    first.process().kill();
    awaitState(second, "MASTER");
  }

  private static final String WATCHES_BEGUN = watches("begun");
  private static final String WATCHES_ENDED = watches("ended");

  private static String watches(String event) {
    return "vipgate_lifeline_watches_total{event=\"" + event + "\"";
  }

  private static LabProcess startEtcd() {
    Node node = cluster.master(1);
    return node.start("etcd", List.of(node.directory().resolve("lab-etcd").toString(), "1000"));
  }

  private static void awaitState(Vipgate vipgate, String state) {
    Await.until(
        vipgate.node() + " is " + state,
        Bounds.ELECTION,
        () -> Words.explain(vipgate, "pair").startsWith("vrrp/pair: " + state),
        () -> Words.explain(vipgate, "pair"));
  }

  private static void awaitSaid(Vipgate vipgate, String subject, String words) {
    Await.until(
        subject + ": " + words,
        Bounds.ELECTION,
        () -> Words.explain(vipgate, subject).contains(words),
        () -> Words.explain(vipgate, subject));
  }

  private static final String TRACKS =
      """
        track {
          script { type = script, command = ["/usr/bin/test", -e, /run/fine], interval = 1s }
          process { type = process, process = lab-etcd, interval = 250ms }
        }
      """;

  private static String pair(int priority, String tracks) {
    return """
        vrrp.pair {
          version = 3
          interface = bond0
          virtual-router-id = 20
          priority = %d
          advert-interval = 400ms
          addresses = ["%s"]
        %s}
        proxy.api { bind = ["127.0.0.1:8443"], servers.m3.address = "10.32.138.27:6443" }
        """
        .formatted(priority, VIP, tracks);
  }

  private static String ours(String name, int id) {
    return """
        vrrp.%s {
          interface = bond0
          virtual-router-id = %d
          priority = 100
          auth-pass = "1111"
          addresses = ["10.32.254.%d"]
        }
        """
        .formatted(name, id, id);
  }

  private static final String DISAGREED =
      ours("password", 11) + ours("interval", 12) + ours("addresses", 13) + ours("version", 14);

  private static String theirs(int id, String difference, String moreAddresses) {
    return """
        vrrp_instance I%1$d {
          state MASTER
          interface bond0
          virtual_router_id %1$d
          priority 50
          authentication {
            auth_type PASS
            auth_pass 1111
          }
          %2$s
          virtual_ipaddress {
            10.32.254.%1$d
            %3$s
          }
        }
        """
        .formatted(id, difference, moreAddresses);
  }

  private static final String DISAGREEING =
      "global_defs {\n router_id lab\n}\n"
          + theirs(11, "authentication {\n auth_type PASS\n auth_pass 2222\n}", "")
          + theirs(12, "advert_int 2", "")
          + theirs(13, "", "10.32.254.99")
          + theirs(14, "version 3", "");
}
