package io.vipgate.app.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.ConfigLoader;
import io.vipgate.app.config.LoadResult;
import io.vipgate.app.config.VipgateConfig;
import io.vipgate.app.config.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDiffTest {
  private static final String MASTER =
      """
      vrrp.apiserver {
        interface = bond0
        virtual-router-id = 88
        priority = 100
        auth-pass = "1111"
        addresses = ["10.32.255.99/32"]
      }
      proxy.apiserver {
        bind = ["10.32.255.99:8443"]
        connect-timeout = 2s
        check { type = https, interval = 5s }
        servers {
          m1.address = "10.32.137.20:6443"
          m2.address = "10.32.137.27:6443"
          "m3.example".address = "10.32.138.27:6443"
        }
      }
      """;

  @TempDir private Path directory;

  @Test
  void theSameFileIsNoChange() {
    assertThat(changes(MASTER, MASTER)).isEmpty();
  }

  @Test
  void valuesAreNamedAsInTheFileWithWhatTheyWereAndAre() {
    String changed =
        MASTER
            .replace("priority = 100", "priority = 150")
            .replace("interface = bond0", "interface = eth0")
            .replace("connect-timeout = 2s", "connect-timeout = 1500ms")
            .replace("interval = 5s", "interval = 1s, ca-file = /etc/ca.crt, verify = ca")
            .replace("[\"10.32.255.99:8443\"]", "[\"10.32.255.99:8443\", \"[::1]:8443\"]")
            .replace("m2.address = ", "m2.weight = 5, m2.address = ");
    assertThat(changes(MASTER, changed))
        .containsExactlyInAnyOrder(
            "vrrp.apiserver.priority: 100 -> 150",
            "vrrp.apiserver.interface: bond0 -> eth0",
            "proxy.apiserver.connect-timeout: 2s -> 1.5s",
            "proxy.apiserver.check.interval: 5s -> 1s",
            "proxy.apiserver.check.fast-interval: 5s -> 1s",
            "proxy.apiserver.check.down-interval: 5s -> 1s",
            "proxy.apiserver.check.timeout: 2s -> 1s",
            "proxy.apiserver.check.verify: NONE -> CA",
            "proxy.apiserver.check.ca-file: added",
            "proxy.apiserver.bind: [10.32.255.99:8443] -> [10.32.255.99:8443, [0:0:0:0:0:0:0:1]:8443]",
            "proxy.apiserver.servers.m2.weight: 1 -> 5");
  }

  @Test
  void aPasswordIsNotRepeated() {
    assertThat(changes(MASTER, MASTER.replace("\"1111\"", "hush1")))
        .containsExactly("vrrp.apiserver.auth-pass: (secret) -> (secret)");
  }

  @Test
  void sectionsComeAndGoAsAWhole() {
    String other =
        MASTER.replace("m1.address", "m4.address").replace("proxy.apiserver", "proxy.k8s");
    assertThat(changes(MASTER, other))
        .containsExactly("proxy.apiserver: removed", "proxy.k8s: added");
    assertThat(changes(MASTER, MASTER.replace("m1.address", "m4.address")))
        .containsExactly(
            "proxy.apiserver.servers.m1: removed", "proxy.apiserver.servers.m4: added");
    assertThat(changes(MASTER, MASTER.replace("\"m3.example\".address", "#")))
        .containsExactly("proxy.apiserver.servers.\"m3.example\": removed");
    assertThat(changes(MASTER, MASTER.substring(MASTER.indexOf("proxy"))))
        .containsExactly("vrrp.apiserver: removed");
  }

  @Test
  void theOrderOfServersMatters() {
    String other =
        MASTER
            .replace("m1.address = \"10.32.137.20:6443\"", "#")
            .replace("\"m3.example\".address", "m1.address = \"10.32.137.20:6443\"\n#");
    String base = MASTER.replace("\"m3.example\".address", "#");
    assertThat(changes(base, other))
        .containsExactly("proxy.apiserver.servers: [m1, m2] -> [m2, m1]");
  }

  /** Whatever is changed, the difference tells exactly that, and nothing tells it twice. */
  @Test
  void randomFilesDifferExactlyInWhatTheDiffTells() {
    Random random = new Random(42);
    Set<Integer> sizes = new HashSet<>();
    for (int round = 0; round < 300; round++) {
      VipgateConfig from = load(randomFile(random));
      VipgateConfig to = random.nextInt(10) == 0 ? from : load(randomFile(random));
      List<ConfigChange> forth = ConfigDiff.between(from, to);
      List<ConfigChange> back = ConfigDiff.between(to, from);
      sizes.add(Math.min(forth.size(), 5));
      assertThat(forth.isEmpty()).as("empty").isEqualTo(from.equals(to));
      assertThat(paths(forth)).doesNotHaveDuplicates();
      assertThat(back).as("the way back").hasSameSizeAs(forth);
      assertThat(new HashSet<>(back))
          .isEqualTo(forth.stream().map(ConfigDiffTest::reversed).collect(Collectors.toSet()));
      for (String path : paths(forth)) {
        assertThat(paths(forth)).noneMatch(other -> isAddedAbove(forth, other, path));
      }
    }
    assertThat(sizes).as("small and large differences").contains(0, 1, 2, 3, 4, 5);
  }

  private static boolean isAddedAbove(List<ConfigChange> changes, String above, String path) {
    return path.startsWith(above + ".")
        && changes.stream()
            .anyMatch(c -> c.path().equals(above) && !(c instanceof ConfigChange.Changed));
  }

  private static ConfigChange reversed(ConfigChange change) {
    if (change instanceof ConfigChange.Added added) {
      return new ConfigChange.Removed(added.path());
    }
    if (change instanceof ConfigChange.Removed removed) {
      return new ConfigChange.Added(removed.path());
    }
    ConfigChange.Changed changed = (ConfigChange.Changed) change;
    return new ConfigChange.Changed(changed.path(), changed.to(), changed.from());
  }

  private static List<String> paths(List<ConfigChange> changes) {
    return changes.stream().map(ConfigChange::path).toList();
  }

  private static String randomFile(Random random) {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(4) > 0) {
      text.append(
          "vrrp.a { interface = eth%d, virtual-router-id = 1, priority = %d, addresses = [\"10.0.0.1\"] }\n"
              .formatted(random.nextInt(2), 1 + random.nextInt(2)));
    }
    List<Integer> servers =
        new ArrayList<>(IntStream.range(0, 1 + random.nextInt(3)).boxed().toList());
    Collections.shuffle(servers, random);
    text.append("proxy.p%d {\n bind = [\"127.0.0.1:7000\"]\n".formatted(random.nextInt(2)));
    text.append(" check.fall = %d\n".formatted(1 + random.nextInt(2)));
    for (int server : servers) {
      text.append(
          " servers.s%d { address = \"10.1.0.%d:6443\", weight = %d }\n"
              .formatted(server, server, random.nextInt(3)));
    }
    return text + "}\n";
  }

  private List<String> changes(String from, String to) {
    return ConfigDiff.between(load(from), load(to)).stream().map(ConfigChange::toString).toList();
  }

  private VipgateConfig load(String text) {
    try {
      Path file = directory.resolve("vipgate.conf");
      Files.deleteIfExists(file);
      Files.writeString(file, text, StandardCharsets.UTF_8);
      LoadResult result = ConfigLoader.load(file, Vocabulary.builtIn());
      assertThat(result).isInstanceOf(LoadResult.Loaded.class);
      return ((LoadResult.Loaded) result).config();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
