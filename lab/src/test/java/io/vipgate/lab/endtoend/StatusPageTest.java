package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.Vipgate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The status page in a real Chromium, on the node that holds the address. */
@RequiresRoot
class StatusPageTest {
  /** For people to look at; docs/images has such pictures. */
  private static final Path PICTURES = Path.of("target", "screenshots").toAbsolutePath();

  @Test
  void showsTheNodeInWordsAndFitsAPhone() throws IOException {
    Files.createDirectories(PICTURES);
    try (SampleCluster cluster = SampleCluster.create("page");
        VipWatch vip = cluster.watchVip();
        Vipgate first = cluster.startMaster(1)) {
      vip.awaitOnly(first.node(), Bounds.ELECTION);
      cluster.apiserver(3).process().kill();
      Await.until(
          "the third server is out",
          Bounds.ELECTION.multipliedBy(10),
          () -> first.get("/status").contains("DOWN"));

      String page = chromium(first, "--dump-dom");

      assertThat(page)
          .contains("<strong>vrrp/apiserver</strong>", "this node")
          .containsPattern("<span class=\"state MASTER\">MASTER</span>")
          .containsPattern("<strong>apiserver03</strong>[^\\n]*state DOWN")
          .contains("<polyline points=");
      // The first event may come just after the page is written out.
      Await.until(
          "the page is live",
          Bounds.ELECTION.multipliedBy(10),
          () -> chromium(first, "--dump-dom").contains(">live<"));
      picture(first, "light.png", "--window-size=1100,900");
      picture(first, "phone-dark.png", "--window-size=400,1100", "--force-dark-mode");
    }
  }

  private static void picture(Vipgate node, String name, String... options) throws IOException {
    Path file = PICTURES.resolve(name);
    Files.deleteIfExists(file);
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--screenshot=" + file);
    chromium(node, all.toArray(String[]::new));
    assertThat(file).isNotEmptyFile();
  }

  private static String chromium(Vipgate node, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "chromium",
                "--headless=new",
                "--no-sandbox", // As root, in the lab's own namespaces.
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--timeout=4000"));
    command.addAll(List.of(options));
    command.add("http://127.0.0.1:8404/");
    return node.node().attempt(command.toArray(String[]::new)).orThrow().out();
  }
}
