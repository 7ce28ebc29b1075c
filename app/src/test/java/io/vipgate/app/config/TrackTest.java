package io.vipgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.vrrp.role.Weight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vrrp.NAME.track} and its neighbours. */
class TrackTest {

  @TempDir private Path directory;

  @Test
  void everyTypeWithItsDefaults() {
    RoleConfig role =
        role(
            """
            preempt-delay = 5m
            startup-delay = 30s
            track {
              uplink  { type = interface, interface = eth1, weight = -20 }
              serving { type = proxy, proxy = p }
              servers { type = servers, proxy = p, at-least = 2, weight = 10, reverse = true }
              etcd    { type = process, process = etcd }
              number  { type = file, file = /run/weight }
              disk    { type = script, command = [/usr/bin/test, -w, /var], interval = 5s }
            }
            """);
    assertThat(role.preemptDelay()).isEqualTo(Duration.ofMinutes(5));
    assertThat(role.startupDelay()).isEqualTo(Duration.ofSeconds(30));
    assertThat(role.tracks())
        .containsExactly(
            new TrackConfig("uplink", new Weight(-20, false), new Tracked.Interface("eth1")),
            new TrackConfig("serving", Weight.FAULT, new Tracked.Proxy("p")),
            new TrackConfig("servers", new Weight(10, true), new Tracked.Servers("p", 2)),
            new TrackConfig(
                "etcd", Weight.FAULT, new Tracked.Processes("etcd", 1, Duration.ofSeconds(1))),
            new TrackConfig(
                "number",
                new Weight(1, false),
                new Tracked.NumberInFile(Path.of("/run/weight"), Duration.ofSeconds(1))),
            new TrackConfig(
                "disk",
                Weight.FAULT,
                new Tracked.Script(
                    List.of("/usr/bin/test", "-w", "/var"),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    1,
                    1,
                    null)));
  }

  @Test
  void whatATypeCannotDoWithout() {
    assertThat(problems("track.x { type = script }"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("vrrp.a.track.x.command: value: missing");
    assertThat(problems("track.x { type = script, command = [test] }"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("an absolute path first");
    assertThat(problems("track.x { type = script, command = [/bin/true], timeout = 2s }"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("at most the interval, which is 1s");
  }

  @Test
  void proxiesThatAreTrackedAreThere() {
    assertThat(problems("track.x { type = proxy, proxy = q }"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("value: q (expected: the name of a proxy in this file: one of [p])");
    assertThat(problems("track.x { type = servers, proxy = p, at-least = 3 }"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("at most 2, the number of its servers");
  }

  @Test
  void membersOfASyncGroupRankAsOne() {
    assertThat(problems("sync-group = g, track.x { type = file, file = /run/x }"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("weight = 0 in a sync group");
    assertThat(role("sync-group = g, track.x { type = proxy, proxy = p }").syncGroup())
        .isEqualTo("g");
  }

  private RoleConfig role(String keys) {
    return ConfigText.valid(directory, text(keys)).vrrp().get(0).role();
  }

  private List<String> problems(String keys) {
    return ConfigText.problems(directory, text(keys));
  }

  private static String text(String keys) {
    return """
        vrrp.a {
          interface = eth0, virtual-router-id = 1, priority = 100, addresses = ["10.0.0.9"]
          %s
        }
        proxy.p {
          bind = ["10.0.0.9:8443"]
          servers { m1.address = "10.0.0.1:6443", m2.address = "10.0.0.2:6443" }
        }
        """
        .formatted(keys);
  }
}
