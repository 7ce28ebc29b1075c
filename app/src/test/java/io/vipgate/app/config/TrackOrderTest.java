package io.vipgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server is ejected before the addresses move on its account. */
class TrackOrderTest {
  @TempDir private Path directory;

  @Test
  void aScriptThatWouldMoveTheAddressesFirstIsRefused() {
    assertThat(
            problems(
                "type = script, interval = 1s, fall = 3,"
                    + " command = [/usr/bin/curl, -kf, \"https://127.0.0.1:6443/healthz\"]"))
        .containsExactly(
            "vipgate.conf:3: vrrp.a.track.x.command: value:"
                + " /usr/bin/curl -kf https://127.0.0.1:6443/healthz (expected: type ="
                + " servers, proxy = p, which waits for the checks; or an interval × (fall - 1) of at"
                + " least 6s, not 2s, since the addresses would move before the proxy ejects a"
                + " server: interval 2s × fall 2 + timeout 2s)");
  }

  /** A server by its address, one of this host, the proxy here or by its address. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://10.0.0.1:6443/",
        "localhost:6443",
        "[::1]:6444",
        "https://10.0.0.9:8443/livez",
        "tcp://127.0.0.1:8443"
      })
  void whatIsNamedIsLookedAt(String word) {
    assertThat(problems("type = script, command = [/x, \"%s\"]".formatted(word))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1:64430", "110.0.0.1:6443", "10.0.0.3:22", "127.0.0.1:80"})
  void whatIsNotNamedIsNot(String word) {
    assertThat(warnings("type = script, command = [/x, \"%s\"]".formatted(word))).isEmpty();
  }

  @Test
  void anApiserversProcessIsOne() {
    assertThat(problems("type = process, process = kube-apiserver, interval = 10s"))
        .singleElement()
        .asString()
        .contains("not 0ms");
    assertThat(problems("type = process, process = \"/usr/bin/kube-apiserver --a\"")).hasSize(1);
    assertThat(warnings("type = process, process = etcd")).isEmpty();
  }

  /** What it reads is not known; its name is. */
  @Test
  void aScriptThatSeemsToLookAtOneIsWarnedOf() {
    assertThat(warnings("type = script, command = [/etc/keepalived/check_apiserver.sh]"))
        .singleElement()
        .asString()
        .contains("(expected: nothing about servers; else type = servers, proxy = p,");
  }

  /** Both as {@code interval 3, fall 10} of the pair's files, and at the very limit. */
  @Test
  void aSlowerOneIsFine() {
    assertThat(warnings("type = script, interval = 3s, fall = 10, command = [/check_apiserver.sh]"))
        .isEmpty();
    assertThat(
            warnings("type = script, interval = 3s, fall = 3, command = [/x, \"10.0.0.1:6443\"]"))
        .isEmpty();
    assertThat(
            problems(
                "type = script, interval = 2999ms, fall = 3, command = [/x, \"10.0.0.1:6443\"]"))
        .hasSize(1);
  }

  @Test
  void allServersAreTooManyToAskFor() {
    assertThat(warnings("type = servers, proxy = p, at-least = 2"))
        .singleElement()
        .asString()
        .contains("(expected: at most 1, or each server that is ejected moves the addresses, too,");
    assertThat(warnings("type = servers, proxy = p")).isEmpty();
  }

  @Test
  void theReportTellsWhenEachCounts() {
    String text =
        text(
            "type = script, command = [/usr/bin/test], interval = 5s, fall = 2, timeout = 1s }"
                + ", y { type = servers, proxy = p, at-least = 1 }, z { type = proxy, proxy = p");
    LoadResult.Loaded loaded = (LoadResult.Loaded) ConfigText.load(directory, text);

    assertThat(CheckReport.lines(loaded, EffectiveTimings.of(loaded.config())))
        .contains(
            "  track x: counts 5s to 11s after it fails",
            "  track y: counts once fewer than 1 servers of proxy.p are ready, and so after they"
                + " were ejected",
            "  track z: counts at once")
        .noneMatch(line -> line.contains("never follow"));
  }

  private List<String> problems(String track) {
    return ConfigText.problems(directory, text(track));
  }

  private List<String> warnings(String track) {
    return ConfigText.warnings(directory, text(track));
  }

  private static String text(String track) {
    return """
        vrrp.a {
          interface = eth0, virtual-router-id = 1, priority = 100, addresses = ["10.0.0.9"]
          track { x { %s } }
        }
        proxy.p {
          bind = ["10.0.0.9:8443"]
          servers { m1.address = "10.0.0.1:6443", m2.address = "10.0.0.2:6444" }
        }
        """
        .formatted(track);
  }
}
