package io.vipgate.app.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.CheckReport;
import io.vipgate.app.config.ConfigLoader;
import io.vipgate.app.config.LoadResult;
import io.vipgate.app.config.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each statement of the pair's becomes; whatever it is, the loader takes it. */
final class CarriedOverTest {
  private static final String ROUTER =
      """
      global_defs {
        vrrp_startup_delay 5.5
        vrrp_garp_master_delay 7
        vrrp_garp_interval 0.02
      }
      vrrp_script chk {
        script "/usr/bin/test -e /run/fine"
        interval 3
        timeout 9
        rise 2
        weight -30
      }
      vrrp_script shell {
        script "grep -q up /run/x"
        fall 4
      }
      vrrp_track_process etcd {
        process etcd
        quorum 2
        weight 15
      }
      track_file offset {
        file /run/offset
      }
      vrrp_instance a {
        interface eth0
        virtual_router_id 1
        %s
        virtual_ipaddress {
          %s
        }
      }
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          version 3 ; advert_int 0.25                             | version = 3
          version 3 ; advert_int 0.25                             | advert-interval = 250ms
          preempt_delay 2.5                                       | preempt-delay = 2.5s
          state BACKUP                                            | startup-delay = 5.5s
          garp_master_delay 2                                     | announce.repeat-delay = 2s
          garp_master_repeat 3                                    | announce.copies = 3
          garp_master_refresh 60                                  | announce.refresh = 60s
          state BACKUP                                            | announce.spacing = 20ms
          garp_master_refresh_repeat 2                            | announce.refresh-copies = 2
          state BACKUP                                            | announce.repeat-delay = 7s
          mcast_src_ip 10.0.0.7                                   | source = "10.0.0.7"
          unicast_src_ip 10.0.0.7 ; unicast_peer { ; 10.0.0.8 ; } | source = "10.0.0.7"
          unicast_peer { ; 10.0.0.8 min_ttl 254 ; 10.0.0.9 ; }    | peers = ["10.0.0.8", "10.0.0.9"]
          unicast_peer { ; 10.0.0.8 min_ttl 254 ; 10.0.0.9 ; }    | min-ttl = 254
          track_interface { ; eth1 weight -20 ; }                 | track.eth1 { type = interface weight = -20 interface = "eth1" }
          track_interface { ; eth1 ; }                            | weight = 0
          track_script { ; chk ; }                                | track.chk { type = script weight = -30 command = ["/usr/bin/test", "-e", "/run/fine"] interval = 3s timeout = 3s rise = 2 fall = 1 }
          track_script { ; chk weight 7 reverse ; }               | weight = 7 reverse = true
          track_script { ; shell ; }                              | command = ["/bin/sh", "-c", "grep -q up /run/x"]
          track_process { ; etcd ; }                              | track.etcd { type = process weight = 15 process = "etcd" at-least = 2 }
          track_file { ; offset weight 2 ; }                      | track.offset { type = file weight = 2 file = "/run/offset" }
          notify "/usr/local/bin/tell all"                        | notify.command = ["/usr/local/bin/tell", "all"]
          """)
  void ofAVrrpInstance(String statements, String setting) throws IOException {
    String text = ROUTER.formatted(statements.replace(" ; ", "\n"), "10.0.0.1/24");

    assertThat(imported(text, "")).contains(setting);
  }

  @Test
  void anInstanceOfIpv6SpeaksVersion3() throws IOException {
    assertThat(imported(ROUTER.formatted("advert_int 1", "2001:db8::9\n 10.0.0.1"), ""))
        .contains("version = 3", "addresses = [\"2001:db8::9/128\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.0.0.1/24 dev eth1 label eth1:vip | addresses = ["10.0.0.1/24 dev eth1 label eth1:vip"]
          10.0.0.1 dev eth0 scope link        | addresses = ["10.0.0.1/32 scope link"]
          10.0.0.1/24 label other             | addresses = ["10.0.0.1/24"]
          """)
  void ofAnAddress(String address, String setting) throws IOException {
    assertThat(imported(ROUTER.formatted("", address), "")).contains(setting);
  }

  @Test
  void excludedAddressesAndTheOwnersPriority() throws IOException {
    String statements =
        "priority 255\n nopreempt\n virtual_ipaddress_excluded {\n 10.0.0.5/24\n 2001:db8::5\n }";

    assertThat(imported(ROUTER.formatted(statements, "10.0.0.1"), ""))
        .contains("priority = 255", "excluded-addresses = [\"10.0.0.5/24\", \"2001:db8::5/128\"]");
  }

  @Test
  void membersOfASyncGroupShareItsNameAndItsTracks() throws IOException {
    String second =
        ROUTER
            .substring(ROUTER.indexOf("vrrp_instance"))
            .replace("instance a", "instance b")
            .replace("router_id 1", "router_id 2");
    String group =
        """
        vrrp_sync_group both {
          group {
            a
            b
          }
          track_interface {
            eth7
          }
        }
        """;

    String config =
        imported(group + ROUTER.formatted("", "10.0.0.1") + second.formatted("", "10.0.0.2"), "");

    assertThat(config.split("sync-group = both", -1)).hasSize(3);
    assertThat(config.split("track.eth7", -1)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          balance random             |                                    | balance = random2
          balance source             |                                    | balance = source
          balance source ; hash-type consistent |                         | balance = source-consistent
          stick-table type ip size 1k ; stick on src |                    | balance = source-consistent
          maxconn 500                |                                    | max-connections = 500
          rate-limit sessions 50     |                                    | accept-rate = 50
          backlog 99                 |                                    | backlog = 99
          timeout queue 7s           | maxconn 9                          | queue-timeout = 7s
          timeout queue 7s           | maxconn 9                          | weight = 1, max-connections = 9
          mode tcp                   | slowstart 20s                      | slow-start = 20s
          mode tcp                   |                                    | slow-start = 0s
          mode tcp                   | backup                             | tier = 1
          mode tcp                   | source 10.0.0.7:0                  | source = "10.0.0.7"
          source 10.0.0.7            |                                    | source = "10.0.0.7"
          mode tcp                   | send-proxy                         | send-proxy = v1
          mode tcp                   | send-proxy-v2                      | send-proxy = v2
          log global ; option tcplog |                                    | log = tcplog
          mode tcp                   | fastinter 500 downinter 9s         | fast-interval = 500ms
          mode tcp                   | fastinter 500 downinter 9s         | down-interval = 9s
          acl own src 10.0.0.0/8 ; tcp-request connection reject if !own | | allow = ["10.0.0.0/8"]
          tcp-request connection reject if { src 10.9.0.0/16 192.0.2.1 } | | deny = ["10.9.0.0/16", "192.0.2.1"]
          option tcp-check ; tcp-check send PING\\r\\n ; tcp-check expect string +PONG | | type = send-expect
          option tcp-check ; tcp-check send PING\\r\\n ; tcp-check expect string +PONG | | expect = "+PONG"
          option tcp-check ; tcp-check expect rstring ^220 |              | expect = "regex:^220"
          option tcp-check ; tcp-check send-binary 0aff |                 | send = "hex:0aff"
          mode tcp                   | agent-check agent-port 99 agent-send x | type = all-of
          mode tcp                   | agent-check agent-port 99 agent-send x | checks.agent { type = agent port = 99 send = "x" }
          mode tcp                   | agent-check agent-port 99 no-check | type = agent
          option external-check ; external-check command /bin/true |      | command = ["/bin/true", "{proxy-address}", "{proxy-port}", "{server-address}", "{server-port}"]
          option httpchk HEAD /livez | check-ssl                          | method = HEAD
          option httpchk ; http-check send meth GET uri /x hdr X-A 1 |    | headers = ["X-A: 1"]
          option httpchk ; http-check expect string fine |                | body = "fine"
          option ssl-hello-chk       |                                    | type = tls
          """)
  void ofAListen(String lines, String parameters, String setting) throws IOException {
    String text =
        """
        listen p
          bind 127.0.0.1:6443
          mode tcp
          %s
          server s 10.0.0.2:6443 check %s
        """
            .formatted(lines.replace(" ; ", "\n "), parameters == null ? "" : parameters);

    assertThat(imported("", text)).contains(setting);
  }

  @Test
  void backupsComeOneAfterTheOtherUnlessAllOfThemDo() throws IOException {
    String text =
        """
        listen p
          bind 127.0.0.1:6443
          %s
          server a 10.0.0.2:6443 check
          server b 10.0.0.3:6443 check backup
          server c 10.0.0.4:6443 check backup
        """;

    assertThat(imported("", text.formatted(""))).contains("tier = 1 }", "tier = 2 }");
    assertThat(imported("", text.formatted("option allbackups"))).doesNotContain("tier = 2");
  }

  @Test
  void acceptProxyHoldsForEverybodyAndIsSaid() throws IOException {
    String text = "listen p\n bind :1 accept-proxy\n server s 10.0.0.2:6443 check\n";

    assertThat(imported("", text)).contains("accept-proxy-from = [\"0.0.0.0/0\", \"::/0\"]");
  }

  @Test
  void theLimitOfTheProcessIsOurs() throws IOException {
    String text = "global\n maxconn 77\nlisten p\n bind :1\n server s 10.0.0.2:6443 check\n";

    assertThat(imported("", text)).contains("limits.max-connections = 77");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TCP_CHECK { ; connect_port 7 ; retry 2 ; delay_before_retry 4 ; } | type = tcp interval = 60s timeout = 5s fall = 3 rise = 1 fast-interval = 4s port = 7
          SSL_GET { ; url { ; path /x ; status_code 200-399 ; } ; }        | path = "/x" status = "200-399"
          SSL_GET { ; url { ; path /x ; virtualhost h.example ; } ; }      | host = "h.example"
          MISC_CHECK { ; misc_path "/bin/true now" ; misc_timeout 3 ; }    | type = exec interval = 60s timeout = 3s fall = 1 rise = 1 command = ["/bin/true", "now"]
          DNS_CHECK { ; name example.com ; type A ; }                      | query = "example.com" query-type = A
          UDP_CHECK { ; }                                                  | type = udp
          PING_CHECK { ; }                                                 | type = icmp
          SMTP_CHECK { ; }                                                 | expect = "regex:^220"
          """)
  void ofARealServersChecker(String checker, String setting) throws IOException {
    assertThat(virtualServer("", checker.replace(" ; ", "\n"))).contains(setting);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lb_algo rr                             | balance = roundrobin
          lb_algo wlc                            | balance = wlc
          lb_algo rr ; persistence_timeout 60    | balance = source-consistent
          sorry_server 10.0.0.9 80               | sorry-server = { address = "10.0.0.9:80", weight = 1, tier = 1 }
          """)
  void ofAVirtualServer(String statements, String setting) throws IOException {
    assertThat(virtualServer(statements.replace(" ; ", "\n"), "TCP_CHECK {\n}")).contains(setting);
  }

  private String virtualServer(String statements, String checker) throws IOException {
    String text =
        """
        virtual_server 10.0.0.1 443 {
          %s
          real_server 10.0.0.2 443 {
            uthreshold 50
            %s
          }
        }
        """;
    return imported(text.formatted(statements, checker), "");
  }

  /** The configuration without its comments, each space for any number of them. */
  private String imported(String keepalived, String haproxy) throws IOException {
    String config = Corpus.imported(keepalived, haproxy).config();
    Path file = directory.resolve("vipgate.conf");
    Files.deleteIfExists(file);
    LoadResult result = ConfigLoader.load(Files.writeString(file, config), Vocabulary.builtIn());
    assertThat(result)
        .as(
            "%s: %s",
            config,
            result instanceof LoadResult.Rejected rejected ? CheckReport.lines(rejected) : "")
        .isInstanceOf(LoadResult.Loaded.class);
    assertThat(((LoadResult.Loaded) result).warnings()).isEmpty();
    return config.replaceAll("(?m)(^|\\s+)#.*$", "").replaceAll("\\s+", " ");
  }
}
