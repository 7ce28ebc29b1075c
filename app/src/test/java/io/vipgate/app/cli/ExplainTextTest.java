package io.vipgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainTextTest {
  private static final Config STATUS =
      ConfigFactory.parseString(
          """
          {
            "vrrp": [{
              "name": "apiserver", "state": "BACKUP", "since_seconds": 61.0,
              "link": "bond0 10.32.137.27", "addresses": ["10.32.255.99/32"],
              "master": "10.32.137.20 (priority 100)", "disagreements": ["10.32.137.30: odd"]
            }],
            "proxies": [{
              "name": "apiserver",
              "servers": [
                {"name": "m1", "address": "10.32.137.20:6443", "state": "DOWN", "order": "ready",
                 "connections": 0, "last_check": "connection refused, 0.2 ms"},
                {"name": "m2", "address": "10.32.137.27:6443", "state": "MAINT", "order": "maint",
                 "connections": 2, "last_check": "HTTP 200, 1.5 ms"}
              ]
            }]
          }
          """);

  private static final List<? extends Config> JOURNAL =
      ConfigFactory.parseString(
              """
              {"journal": [
                {"time": "2026-01-02T03:04:05.123456Z", "subject": "vrrp/apiserver",
                 "from": "INITIALIZE", "to": "BACKUP", "code": "started", "cause": "started",
                 "evidence": "listens"},
                {"time": "2026-01-02T03:04:09Z", "subject": "server/apiserver/m1",
                 "from": "READY", "to": "DOWN", "code": "connect_refused",
                 "cause": "nobody listens", "evidence": "2 in a row"}
              ]}
              """)
          .getConfigList("journal");

  private final ExplainText text = new ExplainText(STATUS, JOURNAL, 5);

  @Test
  void aServerWithItsCauseAndWhatToLookAt() {
    assertThat(text.lines(text.subjects("apiserver/m1")))
        .containsExactly(
            "server/apiserver/m1: DOWN, 0 open connections",
            "  address    10.32.137.20:6443",
            "  last check connection refused, 0.2 ms",
            "  because    nobody listens: 2 in a row",
            "  look at    the server: the host answers but nobody listens on the port; is",
            "    kube-apiserver running there (crictl ps -a, ss -ltn)?",
            "  how it came here (UTC, newest last)",
            "    2026-01-02 03:04:09  READY -> DOWN",
            "        nobody listens: 2 in a row",
            "");
  }

  @Test
  void aRouterWithItsMasterAndDisagreements() {
    assertThat(text.lines(List.of("vrrp/apiserver")))
        .containsExactly(
            "vrrp/apiserver: BACKUP for 1 min 1 s",
            "  addresses  10.32.255.99/32",
            "  on         bond0 10.32.137.27",
            "  master     10.32.137.20 (priority 100)",
            "  ! 10.32.137.30: odd",
            "  because    started: listens",
            "  how it came here (UTC, newest last)",
            "    2026-01-02 03:04:05.123  INITIALIZE -> BACKUP",
            "        started: listens",
            "");
  }

  @Test
  void whatAnOperatorOrderedAndThatNothingHappened() {
    assertThat(text.lines(List.of("server/apiserver/m2")))
        .contains(
            "  ! an operator ordered: maint",
            "  because    nothing has happened to it since the start");
  }

  @Test
  void aSubjectIsFoundByWhateverPeopleCallIt() {
    assertThat(text.subjects())
        .containsExactly(
            "vrrp/apiserver", "proxy/apiserver", "server/apiserver/m1", "server/apiserver/m2");
    assertThat(text.subjects("apiserver")).isEqualTo(text.subjects());
    assertThat(text.subjects("vrrp/apiserver")).containsExactly("vrrp/apiserver");
    assertThat(text.subjects("apiserver/m2")).containsExactly("server/apiserver/m2");
    assertThat(text.subjects("apiserver/m")).isEmpty();
  }

  @Test
  void aProxyWithoutAReadyServerSaysThatItTriesAll() {
    List<String> lines = text.lines(List.of("proxy/apiserver"));

    assertThat(lines).first().isEqualTo("proxy/apiserver: 0 of 2 servers ready");
    assertThat(String.join(" ", lines)).contains("no server is ready: clients are not refused");
  }

  @Test
  void whatDidNotChangeTheStateComesAfterWhatDid() {
    List<? extends Config> journal =
        ConfigFactory.parseString(
                """
                {"journal": [
                  {"time": "2026-01-02T03:04:05Z", "subject": "vrrp/apiserver",
                   "from": "MASTER", "to": "BACKUP", "code": "late", "cause": "was held up",
                   "evidence": "4 s"},
                  {"time": "2026-01-02T03:04:06Z", "subject": "vrrp/apiserver",
                   "from": "BACKUP", "to": "BACKUP", "code": "auth_failed",
                   "cause": "the peer uses another password", "evidence": "10.0.0.2"}
                ]}
                """)
            .getConfigList("journal");

    List<String> lines = new ExplainText(STATUS, journal, 5).lines(List.of("vrrp/apiserver"));

    assertThat(lines)
        .containsSubsequence(
            "  because    was held up: 4 s",
            "  and since  the peer uses another password: 10.0.0.2",
            "    2026-01-02 03:04:06  stays BACKUP");
    assertThat(lines).anyMatch(line -> line.startsWith("  look at    auth-pass here"));
  }

  @Test
  void onlyTheLastTransitionsAreShown() {
    List<String> none = new ExplainText(STATUS, JOURNAL, 0).lines(List.of("vrrp/apiserver"));

    assertThat(none).contains("  because    started: listens").noneMatch(l -> l.contains("->"));
  }
}
