package io.vipgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTextTest {
  private static final String STATUS =
      """
      {
        "version": "1", "host": "m1", "uptime_seconds": 3723.4,
        "vrrp": [{
          "name": "apiserver", "state": "BACKUP", "since_seconds": 61.0, "priority": 88,
          "effective_priority": 68, "tracked": {"disk": "down: exit status 1 (weight -20)"},
          "virtual_router_id": 88, "interface": "bond0", "link": "bond0 10.32.137.27",
          "addresses": ["10.32.255.99/32"], "master": "10.32.137.20 (priority 100)",
          "last_heard_seconds": 0.4,
          "disagreements": ["10.32.137.30: the peer uses another password: why it is not believed, in a line that is too long for one"]
        }],
        "proxies": [{
          "name": "apiserver", "listening": ["10.32.255.99:8443"], "connections": 2,
          "connections_total": 30, "refusals_total": 1,
          "servers": [{
            "name": "apiserver01", "address": "10.32.137.20:6443", "state": "READY", "order": "drain",
            "connections": 2, "connections_total": 29, "last_check": "HTTP 200, 1.5 ms"
          }]
        }],
        "journal": [{
          "time": "2026-01-02T03:04:05.123Z", "subject": "vrrp/apiserver", "from": "INITIALIZE",
          "to": "BACKUP", "cause": "started", "evidence": "listens for 3.656 s"
        }]
      }
      """;

  @Test
  void saysAllOfItOn80Columns() {
    List<String> lines = new StatusText(ConfigFactory.parseString(STATUS)).lines();

    assertThat(lines)
        .containsExactly(
            "vipgate 1 on m1, up 1 h 2 min",
            "",
            "vrrp/apiserver: BACKUP for 1 min 1 s",
            "  addresses  10.32.255.99/32",
            "  on         bond0 10.32.137.27",
            "  router     id 88, priority 68 (configured: 88)",
            "  tracks     disk: down: exit status 1 (weight -20)",
            "  master     10.32.137.20 (priority 100)",
            "  ! 10.32.137.30: the peer uses another password: why it is not believed, in a",
            "    line that is too long for one",
            "",
            "proxy/apiserver: 2 open, 30 accepted, 1 refused",
            "  listening  10.32.255.99:8443",
            "  apiserver01  10.32.137.20:6443     READY     2 open, 29 in all  (drain)",
            "      HTTP 200, 1.5 ms",
            "",
            "last transitions (UTC)",
            "  2026-01-02 03:04:05 vrrp/apiserver: INITIALIZE -> BACKUP",
            "      started: listens for 3.656 s");
    assertThat(lines).allMatch(line -> line.length() <= 80);
  }

  @Test
  void durationsAreShownInTheirTwoLargestUnits() {
    assertThat(Paragraphs.duration(7.9)).isEqualTo("7 s");
    assertThat(Paragraphs.duration(61)).isEqualTo("1 min 1 s");
    assertThat(Paragraphs.duration(3_600)).isEqualTo("1 h 0 min");
    assertThat(Paragraphs.duration(90_000)).isEqualTo("1 d 1 h");
  }
}
