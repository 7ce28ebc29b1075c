package io.vipgate.app.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.importer.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single lines come to, and what is warned of. */
final class FindingsTest {
  private static final String ROUTER =
      """
      vrrp_instance a {
        interface eth0
        virtual_router_id 1
        %s
        virtual_ipaddress {
          10.0.0.1
        }
      }
      """;
  private static final String PROXY =
      """
      listen p
        bind 127.0.0.1:6443
        mode tcp
        %s
        server s 10.0.0.2:6443 check %s
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          advert_int 3                  | advert-interval   = 3s
          nopreempt                     | preempt           = false
          priority 255                  | priority          = 255
          advert_int 0.1                | advert-interval   = 1s
          version 3                     | version           = 3
          """)
  void aValueOfARouterIsCarriedOver(String statement, String setting) {
    assertThat(Corpus.imported(ROUTER.formatted(statement), "").config()).contains(setting);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          auth_pass 123456789   | "12345678" | 9 bytes
          auth_pass ab#cd       | "ab"       | cuts it
          auth_pass "ab#cd"     | "ab#cd"    |
          auth_pass abcdefgé    | none       | within a letter
          """)
  void thePasswordIsWhatKeepalivedSends(String statement, String password, String warning) {
    ImportResult.Imported imported =
        Corpus.imported(
            ROUTER.formatted("authentication {\n auth_type PASS\n " + statement + "\n}"), "");

    if (password.equals("none")) {
      assertThat(imported.config()).doesNotContain("auth-pass         =");
    } else {
      assertThat(imported.config()).contains("auth-pass         = " + password);
    }
    List<String> warnings = imported.warnings().stream().map(Finding::toString).toList();
    if (warning == null) {
      assertThat(warnings).isEmpty();
    } else {
      assertThat(warnings).singleElement().asString().startsWith("k:6: ").contains(warning);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          retries 7                                   |                  | retries         = 7
          timeout connect 1500                        |                  | connect-timeout = 1.5s
          timeout connect 2m                          |                  | connect-timeout = 120s
          balance static-rr                           |                  | balance         = roundrobin
          option ssl-hello-chk                        |                  | type     = tls
          option tcp-check                            | check-ssl        | type     = tls
          option tcp-check                            | inter 700        | interval = 700ms
          no option redispatch                        | fall 9 rise 4    | fall     = 9
          option httpchk GET /livez                   | check-ssl        | path     = "/livez"
          option httpchk /ok                          |                  | type     = http
          http-check expect status 200,300-302        | port 9           | port     = 9
          default-server inter 9s                     |                  | interval = 9s
          default-server inter 9s                     | inter 8s         | interval = 8s
          timeout check 300ms                         | inter 1s         | timeout  = 1s
          """)
  void aValueOfAProxyIsCarriedOver(String line, String parameters, String setting) {
    String extra = parameters == null ? "" : parameters;

    assertThat(Corpus.imported("", PROXY.formatted(line, extra)).config()).contains(setting);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          127.0.0.1:1,127.0.0.2:2   | "127.0.0.1:1", "127.0.0.2:2"
          *:6443                    | "0.0.0.0:6443"
          :6443                     | "0.0.0.0:6443"
          :::6443                   | "[::]:6443"
          :::6443 v4v6              | "0.0.0.0:6443", "[::]:6443"
          [::1]:6443                | "[::1]:6443"
          ipv4@127.0.0.1:6443       | "127.0.0.1:6443"
          127.0.0.1:6443-6444       | "127.0.0.1:6443", "127.0.0.1:6444"
          unix@/x,127.0.0.1:6443    | "127.0.0.1:6443"
          """)
  void bindForms(String bind, String binds) {
    String proxy = PROXY.formatted("", "").replace("bind 127.0.0.1:6443", "bind " + bind);

    assertThat(Corpus.imported("", proxy).config()).contains("= [" + binds + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          timeout client 50s    |                 | h:4: timeout client 50s: trap
          timeout client 5h     |                 |
          timeout tunnel 5h     |                 |
          mode http             |                 | h:1: listen p: trap: mode http
          stick on dst          |                 | h:4: stick on dst: lost
          balance uri           |                 | h:4: balance uri: lost
          nonsense 1            |                 | h:4: nonsense 1: lost: not known
          option nonsense       |                 | h:4: option nonsense: lost: not known
                                | minconn 2       | h:5: server … minconn 2: lost
                                | agent-check     | h:5: agent-check: lost: without agent-port
                                | no-check        | h:5: server s: trap: no check
                                | nonsense        | h:5: server … nonsense: lost: not known
          """)
  void aLossOrATrapIsAWarningWithItsLine(String line, String parameters, String warning) {
    String text = PROXY.formatted(line == null ? "" : line, parameters == null ? "" : parameters);

    List<String> warnings =
        Corpus.imported("", text).warnings().stream().map(Finding::toString).toList();

    if (warning == null) {
      assertThat(warnings).isEmpty();
    } else {
      assertThat(warnings).singleElement().asString().startsWith(warning);
    }
  }

  @Test
  void aTunnelTimeoutTakesThePlaceOfTheOthers() {
    String text = PROXY.formatted("timeout client 50s\n timeout tunnel 8h", "");

    assertThat(Corpus.imported("", text).warnings()).isEmpty();
  }

  @Test
  void aValueWithTheEndOfALineBeginsNoLineOfItsOwn() {
    String text = PROXY.formatted("nonsense \"x\\nproxy.evil {\"", "");

    assertThat(Corpus.imported("", text).config().lines()).noneMatch(l -> l.startsWith("proxy.ev"));
  }

  @Test
  void whatCannotStandTogetherIsTakenApart() {
    String twice =
        PROXY.formatted("", "") + PROXY.formatted("", "").replace("10.0.0.2", "10.0.0.3");

    ImportResult.Imported imported = Corpus.imported("", twice);

    assertThat(imported.config()).contains("proxy.p {").doesNotContain("proxy.p-2 {");
    assertThat(imported.warnings())
        .singleElement()
        .asString()
        .contains("another bind has that port");
  }

  @Test
  void twoInstancesOfOneNumberCollide() {
    String two = ROUTER.formatted("") + ROUTER.formatted("").replace("10.0.0.1", "10.0.0.9");

    assertThat(Corpus.imported(two, "").warnings())
        .singleElement()
        .asString()
        .startsWith("k:11: virtual_router_id 1: trap: k:3 has it");
  }

  @Test
  void defaultsHoldForLaterFilesToo() {
    ImportResult result =
        Importer.run(
            Corpus.input(
                List.of(),
                List.of(
                    new SourceFile("one", "defaults\n retries 9\n"),
                    new SourceFile("two", PROXY.formatted("", ""))),
                "syntax"));

    assertThat(((ImportResult.Imported) result).config()).contains("retries         = 9");
  }

  @Test
  void nothingToCarryOverIsAValue() {
    assertThat(Corpus.run("global_defs {\n}", "global\n")).isInstanceOf(ImportResult.Nothing.class);
  }

  @Test
  void whatCannotBeReadIsAValue() {
    assertThat(Corpus.run("a {", "")).isInstanceOf(ImportResult.Refused.class);
  }

  @Test
  void aVirtualMacIsOneRoutersOnly() {
    String second =
        ROUTER
            .formatted("use_vmac")
            .replace("interface eth0", "interface eth1")
            .replace("10.0.0.1\n", "10.0.0.2\n")
            .replaceFirst("vrrp_instance \\S+", "vrrp_instance second");
    ImportResult.Imported imported = Corpus.imported(ROUTER.formatted("use_vmac") + second, "");

    assertThat(imported.config().split("virtual-mac ", -1)).hasSize(2);
    assertThat(imported.warnings())
        .singleElement()
        .asString()
        .contains("use_vmac: lost: another one with virtual_router_id");
  }

  @Test
  void aServerOfAVirtualServerIsThereOnce() {
    ImportResult.Imported imported =
        Corpus.imported(
            """
            virtual_server 10.0.0.1 8443 {
              sorry_server 127.0.0.1 80
              sorry_server 127.0.0.1 80
              real_server 10.0.0.2 6443 {
                TCP_CHECK {
                }
              }
              real_server 10.0.0.2 6443 {
                TCP_CHECK {
                }
              }
            }
            """,
            "");

    assertThat(imported.warnings())
        .extracting(Finding::toString)
        .filteredOn(warning -> warning.contains("another server of this proxy has"))
        .hasSize(2);
  }
}
