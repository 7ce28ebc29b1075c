package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.Vipgate;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packets that nobody may believe, from a stranger on the link, at a master and at a backup. */
@RequiresRoot
class MalformedAdvertTest {
  private static final String DROPPED =
      "vipgate_vrrp_advertisements_dropped_total{reason=\"%s\",router=\"apiserver\"}";

  @Test
  void areCountedByReasonAndChangeNoState() {
    try (SampleCluster cluster = SampleCluster.create("malformed");
        VipWatch vip = cluster.watchVip();
        Vipgate first = cluster.startMaster(1);
        Vipgate second = cluster.startMaster(2)) {
      vip.awaitOnly(first.node(), Bounds.ELECTION);
      List<String> before = Journal.causes(first);

      cluster
          .client()
          .run(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              AdvertForger.class.getName(),
              cluster.client().interfaceName(),
              SampleCluster.VIP,
              "42");

      for (Vipgate vipgate : List.of(first, second)) {
        for (String reason :
            List.of(
                "version",
                "type",
                "virtual_router_id",
                "auth_type",
                "checksum",
                "trailing_bytes",
                "auth_type_mismatch",
                "auth_failed",
                "interval_mismatch",
                "address_list_mismatch",
                "truncated")) {
          Await.until(
              reason + " is counted on " + vipgate.node(),
              Bounds.ANSWERS,
              () -> Journal.metric(vipgate, DROPPED.formatted(reason)) >= 1);
        }
      }
      Await.until(
          "every random packet is counted",
          Bounds.ANSWERS,
          () -> allDrops(first) >= AdvertForger.RANDOM_PACKETS);
      assertThat(vip.holdersNow()).containsExactly("m1");
      assertThat(Journal.vrrpState(first)).isEqualTo("MASTER");
      assertThat(Journal.vrrpState(second)).isEqualTo("BACKUP");
      assertThat(Journal.causes(first)).isEqualTo(before);
      assertThat(first.attempt("status").orThrow().out())
          .contains("! 10.32.150.1: the peer lists other virtual addresses");
    }
  }

  private static double allDrops(Vipgate vipgate) {
    return vipgate
        .get("/metrics")
        .lines()
        .filter(line -> line.matches("vipgate_vrrp_(advertisements_dropped|strays)_total.*"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
