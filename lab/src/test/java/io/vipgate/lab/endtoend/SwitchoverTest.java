package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.EpochTime;
import io.vipgate.lab.Node;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.client.EndpointClient;
import io.vipgate.lab.client.RequestReport;
import io.vipgate.lab.observe.VipTimeline;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.KeepalivedConfig;
import io.vipgate.lab.tenant.KeepalivedPeer;
import io.vipgate.lab.tenant.Vipgate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles that move on purpose: by an operator's command, and by what is tracked. */
@RequiresRoot
class SwitchoverTest {
  /** Both hold the VIP from the successor's advertisement until the predecessor has obeyed it. */
  private static final Duration HAND_OVER = Duration.ofMillis(100);

  /** keepalived advertises first, which has us let go, and then sets the address. */
  private static final Duration KEEPALIVED_CLAIMS = Duration.ofMillis(100);

  private static final Pattern WATCH_BEGUN =
      Pattern.compile(
          "^vipgate_lifeline_watches_total\\{event=\"begun\".*\\} 1\\.0$", Pattern.MULTILINE);

  private static SampleCluster cluster;
  private VipWatch vip;

  @BeforeAll
  static void makeCluster() {
    cluster = SampleCluster.create("switchover");
  }

  @AfterAll
  static void removeCluster() {
    cluster.close();
  }

  @BeforeEach
  void watch() {
    vip = cluster.watchVip();
  }

  @AfterEach
  void nothingIsLeft() {
    vip.awaitNone(Bounds.ELECTION);
    vip.close();
  }

  @Test
  void demoteAndPromoteLeaveNoGap() {
    try (Vipgate first = cluster.startMaster(1);
        Vipgate second = cluster.startMaster(2)) {
      vip.awaitOnly(first.node(), Bounds.ELECTION);
      try (EndpointClient client =
          EndpointClient.start(cluster.client(), cluster.requests().every(Duration.ofMillis(25)))) {
        client.awaitAnswers(20, Bounds.ANSWERS);
        assertThat(order(first, "demote")).startsWith("vrrp/apiserver: MASTER -> BACKUP");
        assertMovedWithoutAGap(second.node());
        client.awaitAnswers(20, Bounds.ANSWERS);
        assertThat(order(first, "promote"))
            .isEqualTo("vrrp/apiserver: is MASTER, with priority 100\n");
        assertMovedWithoutAGap(first.node());
        client.awaitAnswers(20, Bounds.ANSWERS);
        assertThat(order(second, "promote"))
            .isEqualTo("vrrp/apiserver: is MASTER, with priority 254\n");
        assertMovedWithoutAGap(second.node());
        client.awaitAnswers(20, Bounds.ANSWERS);
        RequestReport report = client.stop();
        System.out.println("switchover between two of us: " + report);
        assertThat(report.longestOutage()).as(report.toString()).isLessThan(HAND_OVER);
      }
    }
  }

  @Test
  void keepalivedIsHandedTheAddressesAndGivesThemBack() {
    try (Vipgate us = cluster.startMaster(1);
        KeepalivedPeer peer = keepalived()) {
      vip.awaitOnly(us.node(), Bounds.ELECTION);
      try (EndpointClient client =
          EndpointClient.start(cluster.client(), cluster.requests().every(Duration.ofMillis(25)))) {
        client.awaitAnswers(20, Bounds.ANSWERS);
        assertThat(order(us, "demote")).startsWith("vrrp/apiserver: MASTER -> BACKUP");
        assertMoved(cluster.master(2), KEEPALIVED_CLAIMS);
        assertThat(order(us, "promote"))
            .isEqualTo("vrrp/apiserver: is MASTER, with priority 100\n");
        assertMovedWithoutAGap(us.node());
      }
      us.stop();
      peer.stop();
    }
  }

  @Test
  void whatIsTrackedMovesTheAddressesAtOnce() throws IOException {
    Path weight = Files.writeString(cluster.master(1).directory().resolve("weight"), "0");
    Path fault = Files.writeString(cluster.master(1).directory().resolve("fault"), "0");
    String tracks =
        """
        track.weight { type = file, file = "%s", interval = 50ms }
        track.fault { type = script, command = [/usr/bin/grep, -qx, 0, "%s"], interval = 200ms }
        addresses ="""
            .formatted(weight, fault);
    String config = cluster.masterConfig(1).text().replace("addresses =", tracks);
    try (Vipgate us = Vipgate.start(cluster.master(1), config);
        KeepalivedPeer peer = keepalived()) {
      vip.awaitOnly(us.node(), Bounds.ELECTION);

      long fellNs = EpochTime.nowNs();
      Files.writeString(weight, "-20");
      vip.awaitOnly(cluster.master(2), Bounds.ELECTION);
      VipTimeline fell = vip.timeline().since(fellNs);
      assertThat(fell.longestGap()).isLessThan(HAND_OVER);
      assertThat(fell.longestOverlap()).isLessThan(HAND_OVER);
      assertThat(Journal.causes(us)).last().isEqualTo("a router of higher priority is master");

      Files.writeString(weight, "0");
      vip.awaitOnly(us.node(), Bounds.ELECTION);

      long faultNs = EpochTime.nowNs();
      Files.writeString(fault, "1");
      vip.awaitOnly(cluster.master(2), Bounds.ELECTION);
      VipTimeline broke = vip.timeline().since(faultNs);
      assertThat(broke.overlaps()).isEmpty();
      assertThat(broke.longestGap()).isLessThan(Bounds.CLEAN_TAKEOVER);
      assertThat(Journal.causes(us)).last().isEqualTo("something that it tracks is in fault");
      assertThat(us.get("/metrics"))
          .contains("vipgate_vrrp_tracked{router=\"apiserver\",track=\"fault\"} 0.0");
      us.stop();
      peer.stop();
    }
  }

  /** keepalived would wait for its skew, 0.66 s; a goodbye says that the addresses are free. */
  @Test
  void aFaultMovesTheAddressesToAnotherOfUsWithoutAWait() {
    Node node = cluster.master(1);
    node.run("ip", "link", "add", "uplink", "type", "veth", "peer", "name", "switch");
    node.run("ip", "link", "set", "switch", "up");
    node.run("ip", "link", "set", "uplink", "up");
    String tracks = "track.uplink { type = interface, interface = uplink }\n  addresses =";
    String config = cluster.masterConfig(1).text().replace("addresses =", tracks);
    try (Vipgate first = Vipgate.start(node, config);
        Vipgate second = cluster.startMaster(2)) {
      vip.awaitOnly(node, Bounds.ELECTION);
      Await.until(
          "the backup watches the holder",
          Bounds.ELECTION,
          () -> WATCH_BEGUN.matcher(second.get("/metrics")).find());
      orderedNs = EpochTime.nowNs();
      node.run("ip", "link", "set", "uplink", "down");
      vip.awaitOnly(second.node(), Bounds.ELECTION);
      VipTimeline timeline = vip.timeline().since(orderedNs);
      System.out.println("a fault, between two of us: " + timeline.longestGap());
      assertThat(timeline.overlaps()).isEmpty();
      assertThat(timeline.longestGap()).isLessThan(HAND_OVER);
      assertThat(second.get("/status")).contains("sent priority 0").contains("and said goodbye");
      assertThat(Journal.causes(first)).last().isEqualTo("something that it tracks is in fault");
    } finally {
      node.run("ip", "link", "delete", "uplink");
    }
  }

  private void assertMovedWithoutAGap(Node to) {
    assertMoved(to, Duration.ofMillis(10));
  }

  private void assertMoved(Node to, Duration longestGap) {
    vip.awaitOnly(to, Bounds.ELECTION);
    VipTimeline timeline = vip.timeline().since(orderedNs);
    assertThat(timeline.longestGap()).isLessThan(longestGap);
    assertThat(timeline.longestOverlap()).isLessThan(HAND_OVER);
  }

  private long orderedNs;

  private String order(Vipgate vipgate, String order) {
    orderedNs = EpochTime.nowNs();
    return vipgate.attempt(order, "apiserver").orThrow().out();
  }

  private static KeepalivedPeer keepalived() {
    return KeepalivedPeer.start(
        cluster.master(2),
        KeepalivedConfig.of(
            SampleCluster.INTERFACE, SampleCluster.SECOND_PRIORITY, SampleCluster.VIP));
  }
}
