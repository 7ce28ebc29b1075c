package io.vipgate.app.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.ConfigText;
import io.vipgate.app.config.ProxyConfig;
import io.vipgate.health.CheckSpec;
import io.vipgate.health.probe.ProgramSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramVariablesTest {
  @TempDir private Path directory;

  /** Those of HAProxy's manual, but for the number of connections, which is told at each look. */
  @Test
  void areThoseOfHaproxy() throws Exception {
    ProxyConfig proxy =
        ConfigText.valid(
                directory,
                """
                proxy.apiserver {
                  bind = ["10.0.0.9:8443"]
                  check { type = exec, command = [/x, "{server-address}", "{proxy-port}"] }
                  servers {
                    a.address = "10.0.0.1:6443"
                    b { address = "10.0.0.2:6443", max-connections = 70 }
                  }
                }
                """)
            .proxies()
            .get(0);
    CheckSpec spec = CheckSpecs.of(proxy).forServer(proxy.servers().get(1));
    ProgramSettings program = spec.probe().settings().program();

    assertThat(program.command()).containsExactly("/x", "10.0.0.2", "8443");
    assertThat(program.server()).isEqualTo("apiserver/b");
    assertThat(program.environment())
        .containsEntry("HAPROXY_PROXY_NAME", "apiserver")
        .containsEntry("HAPROXY_PROXY_ADDR", "10.0.0.9")
        .containsEntry("HAPROXY_PROXY_PORT", "8443")
        .containsEntry("HAPROXY_SERVER_NAME", "b")
        .containsEntry("HAPROXY_SERVER_ID", "2")
        .containsEntry("HAPROXY_SERVER_ADDR", "10.0.0.2")
        .containsEntry("HAPROXY_SERVER_PORT", "6443")
        .containsEntry("HAPROXY_SERVER_MAXCONN", "70")
        .containsKeys("HAPROXY_PROXY_ID", "PATH")
        .hasSize(10);
    assertThat(program.environment().get("HAPROXY_PROXY_ID")).matches("[1-9]\\d*");
  }
}
