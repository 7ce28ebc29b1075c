package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.EpochTime;
import io.vipgate.lab.Lab;
import io.vipgate.lab.Node;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.observe.VipTimeline;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.tenant.KeepalivedPeer;
import io.vipgate.lab.tenant.Vipgate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Two virtual routers that move together, here in vipgate and there in keepalived. */
@RequiresRoot
class SyncGroupTest {
  private static final String IN = "10.8.1.100";
  private static final String OUT = "10.8.2.100";

  /** The skew of priority 88 with adverts each 200 ms, and what the machine adds. */
  private static final Duration CLEAN_TAKEOVER = Duration.ofMillis(600);

  /** Less than the skew of priority 88, 131 ms. */
  private static final Duration WITHOUT_A_WAIT = Duration.ofMillis(100);

  private static final Pattern WATCH_BEGUN =
      Pattern.compile(
          "^vipgate_lifeline_watches_total\\{event=\"begun\".*\\} 1\\.0$", Pattern.MULTILINE);

  /** From the one to the other, of addresses that move together. */
  private static final Duration TOGETHER = Duration.ofMillis(300);

  @Test
  void whatBecomesOfOneBecomesOfTheOther() throws IOException {
    try (Lab lab = Lab.create("sync")) {
      Node ours = lab.addNode("m1", "eth0", "10.8.0.1/16");
      Node theirs = lab.addNode("m2", "eth0", "10.8.0.2/16");
      Path fault = Files.writeString(ours.directory().resolve("fault"), "0");
      try (VipWatch in = VipWatch.start(lab, IN);
          VipWatch out = VipWatch.start(lab, OUT);
          Vipgate us = Vipgate.start(ours, ours(fault));
          KeepalivedPeer peer = KeepalivedPeer.start(theirs, theirs())) {
        awaitBoth(in, out, ours);

        long faultNs = EpochTime.nowNs();
        Files.writeString(fault, "1");
        awaitBoth(in, out, theirs);
        assertMovedTogether(in, out, theirs, faultNs);
        assertThat(in.timeline().since(faultNs).longestGap()).isLessThan(CLEAN_TAKEOVER);
        assertThat(out.timeline().since(faultNs).longestGap()).isLessThan(CLEAN_TAKEOVER);
        assertThat(Journal.causes(us))
            .endsWith(
                "something that it tracks is in fault",
                "another member of its sync group cannot take part");

        long clearedNs = EpochTime.nowNs();
        Files.writeString(fault, "0");
        awaitBoth(in, out, ours);
        assertMovedTogether(in, out, ours, clearedNs);
        assertThat(Journal.causes(us)).contains("the members of a sync group move together");

        peer.process().kill();
        us.stop();
      }
    }
  }

  /** One goodbye frees the addresses of both: it comes when the last one is let go. */
  @Test
  void bothMoveToAnotherOfUsWithoutAWait() throws IOException {
    try (Lab lab = Lab.create("syncus")) {
      Node first = lab.addNode("m1", "eth0", "10.8.0.1/16");
      Node second = lab.addNode("m2", "eth0", "10.8.0.2/16");
      Path fault = Files.writeString(first.directory().resolve("fault"), "0");
      try (VipWatch in = VipWatch.start(lab, IN);
          VipWatch out = VipWatch.start(lab, OUT);
          Vipgate us = Vipgate.start(first, ours(fault));
          Vipgate peer =
              Vipgate.start(second, ours("in", 88, 88, IN, "") + ours("out", 89, 88, OUT, ""))) {
        awaitBoth(in, out, first);
        Await.until(
            "the backup watches the holder",
            Bounds.ELECTION,
            () -> WATCH_BEGUN.matcher(peer.get("/metrics")).find());

        long faultNs = EpochTime.nowNs();
        Files.writeString(fault, "1");
        awaitBoth(in, out, second);
        for (VipWatch vip : List.of(in, out)) {
          assertThat(vip.timeline().since(faultNs).overlaps()).isEmpty();
          assertThat(vip.timeline().since(faultNs).longestGap()).isLessThan(WITHOUT_A_WAIT);
        }
        assertThat(Journal.causes(us)).contains("something that it tracks is in fault");
      }
    }
  }

  private static void awaitBoth(VipWatch in, VipWatch out, Node node) {
    in.awaitHolder(node, Bounds.ELECTION);
    out.awaitHolder(node, Bounds.ELECTION);
    in.awaitOnly(node, Bounds.ELECTION);
    out.awaitOnly(node, Bounds.ELECTION);
  }

  private static void assertMovedTogether(VipWatch in, VipWatch out, Node to, long sinceNs) {
    long apartNs = Math.abs(arrivalNs(in, to, sinceNs) - arrivalNs(out, to, sinceNs));
    assertThat(Duration.ofNanos(apartNs)).isLessThan(TOGETHER);
  }

  private static long arrivalNs(VipWatch vip, Node node, long sinceNs) {
    return vip.timeline().since(sinceNs).spans().stream()
        .filter(span -> span.holders().contains(node.name()))
        .mapToLong(VipTimeline.Span::fromNs)
        .findFirst()
        .orElseThrow();
  }

  private static String ours(Path fault) {
    String track =
        "track.fault { type = script, command = [/usr/bin/grep, -qx, 0, \"%s\"], interval = 200ms }"
            .formatted(fault);
    return ours("in", 88, 100, IN, track) + ours("out", 89, 100, OUT, "");
  }

  private static String ours(String name, int id, int priority, String vip, String track) {
    return """
        vrrp.%s {
          version = 3
          interface = eth0
          virtual-router-id = %d
          priority = %d
          advert-interval = 200ms
          sync-group = edge
          addresses = ["%s"]
          %s
        }
        """
        .formatted(name, id, priority, vip, track);
  }

  private static String theirs() {
    return """
        global_defs {
          router_id lab
          vrrp_version 3
        }
        vrrp_sync_group edge {
          group {
            in
            out
          }
        }
        """
        + theirs("in", 88, IN)
        + theirs("out", 89, OUT);
  }

  private static String theirs(String name, int id, String vip) {
    return """
        vrrp_instance %s {
          state BACKUP
          interface eth0
          virtual_router_id %d
          advert_int 0.2
          priority 88
          virtual_ipaddress {
            %s
          }
        }
        """
        .formatted(name, id, vip);
  }
}
