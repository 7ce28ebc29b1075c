package io.vipgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that is wrong is said at once. */
final class TenMistakesTest {
  @TempDir Path directory;

  @Test
  void everyMistakeIsReportedWithItsLine() {
    assertThat(ConfigText.problems(directory, ConfigText.resource("ten-mistakes.conf")))
        .containsExactly(
            "vipgate.conf:4: vrrp.apiserver.virtual_router_id: value: unknown key (expected: did"
                + " you mean virtual-router-id?)",
            "vipgate.conf:5: vrrp.apiserver.priority: value: 256 (expected: a whole number, 1 to 255)",
            "vipgate.conf:6: vrrp.apiserver.advert-interval: value: 1500ms (expected: whole seconds,"
                + " 1s to 255s, in VRRP version 2)",
            "vipgate.conf:7: vrrp.apiserver.auth-pass: value: 9 bytes (expected: 1 to 8 bytes;"
                + " keepalived would use the first 8 and not say so: write only these)",
            "vipgate.conf:8: vrrp.apiserver.addresses[0]: value: 10.32.255.99/33 (expected: a prefix"
                + " length, /1 to /32)",
            "vipgate.conf:11: proxy.apiserver.bind[0]: value: 10.32.255.99 (expected: an IP address"
                + " and a port such as \"10.32.255.99:8443\" or \"[::1]:8443\")",
            "vipgate.conf:12: proxy.apiserver.balence: value: unknown key (expected: did you mean"
                + " balance?)",
            "vipgate.conf:14: proxy.apiserver.check.type: value: htpps (expected: one of icmp, tcp,"
                + " send-expect, udp, tls, http, https, grpc, grpcs, dns, agent, exec, all-of,"
                + " any-of)",
            "vipgate.conf:15: proxy.apiserver.check.interval: value: 2 (expected: a duration with its"
                + " unit, such as 2s or 2ms)",
            "vipgate.conf:19: proxy.apiserver.servers.apiserver02.address: value: apiserver02:6443"
                + " (expected: an IP address and a port such as \"10.32.137.20:6443\": no DNS name,"
                + " since DNS may be down when the endpoint must work)");
  }
}
