package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.Node;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.apiserver.CertificateAuthority;
import io.vipgate.lab.apiserver.CertificateAuthority.Issued;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.Vipgate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Servers that fail, each in its own way and all at once, behind one worker's proxies: whoever only
 * reads {@code status} and {@code explain} can say why, and what to look at.
 */
@RequiresRoot
class StagedServerFailuresTest {
  private static SampleCluster cluster;
  private static Vipgate worker;

  @BeforeAll
  static void stageAllFailures() throws IOException {
    cluster = SampleCluster.create("serverfailures");
    CertificateAuthority other =
        CertificateAuthority.create(
            Files.createDirectory(cluster.lab().directory().resolve("other")));
    startOddServers();
    worker = Vipgate.start(cluster.worker(), config(other));
    for (String server : List.of("killed", "frozen", "unready", "maint", "drained")) {
      awaitState("api", server, "READY");
    }
    cluster.apiserver(1).process().kill();
    cluster.apiserver(2).process().freeze();
    cluster.apiserver(3).ready(false);
    Words.print(worker, "maint", "api/maint");
    Words.print(worker, "drain", "api/drained");
    awaitState("api", "killed", "DOWN");
    awaitState("api", "frozen", "DOWN");
    awaitState("api", "unready", "NOT_READY");
    awaitState("dead", "one", "DOWN");
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void aKilledServer() {
    assertThat(Words.explain(worker, "api/killed"))
        .contains("server/api/killed: DOWN", "because nothing listens on its port")
        .contains("look at the server: the host answers but nobody listens on the port");
  }

  @Test
  void aServerThatIsNotReady() {
    assertThat(Words.explain(worker, "api/unready"))
        .contains("NOT_READY", "because answers that it is not ready", "500")
        .contains("look at what the server says itself: curl -k 'https://ADDRESS/readyz?verbose'");
  }

  @Test
  void aServerWithoutAnonymousRequests() {
    assertThat(Words.explain(worker, "odd/login"))
        .contains("NOT_READY", "because does not let the check ask", "401")
        .contains("/readyz is not for anonymous requests")
        .contains("anonymous requests are off at the apiserver")
        .contains("status = \"200-299,401\"");
  }

  @Test
  void anExpiredCertificate() {
    assertThat(Words.explain(worker, "odd/expired"))
        .contains("NOT_READY", "because its certificate is not accepted")
        .contains("expired: NotAfter: ")
        .contains("kubeadm certs check-expiration");
  }

  @Test
  void aCertificateOfAnotherAuthority() {
    assertThat(Words.explain(worker, "trust/stranger"))
        .contains("NOT_READY", "because its certificate is not accepted")
        .contains("issued by an authority that ca-file does not have")
        .contains("look at the server's certificate");
  }

  @Test
  void aFrozenServer() {
    assertThat(Words.explain(worker, "api/frozen"))
        .contains("DOWN", "because accepts connections, and then stays silent")
        .contains("its kernel accepts but the process does not answer; frozen");
  }

  @Test
  void allServersDown() {
    assertThat(Words.status(worker))
        .contains("proxy/dead: ", "! no server is ready: clients are not refused");
    assertThat(Words.explain(worker, "proxy/dead"))
        .contains("proxy/dead: 0 of 2 servers ready", "! no server is ready");
    assertThat(Words.explain(worker, "dead/one")).contains("nothing listens on its port");
  }

  @Test
  void serversThatAnOperatorTookOut() {
    assertThat(Words.status(worker)).contains("(maint)", "(drain)");
    assertThat(Words.explain(worker, "api/maint"))
        .contains("MAINT", "an operator ordered: maint")
        .contains("vipgate ready PROXY/SERVER takes it back");
    assertThat(Words.explain(worker, "api/drained")).contains("an operator ordered: drain");
  }

  private static void awaitState(String proxy, String server, String state) {
    Await.until(
        server + " is " + state,
        Bounds.ANSWERS,
        () -> Words.explain(worker, proxy + "/" + server).contains(server + ": " + state + ","),
        () -> Words.explain(worker, proxy + "/" + server));
  }

  private static String config(CertificateAuthority other) {
    String fast = "interval = 500ms, timeout = 500ms, fall = 2, rise = 1";
    String trusted = cluster.authority().certificate().toString();
    return """
        proxy.api {
          bind = ["127.0.0.1:7443"]
          check { type = https, %1$s }
          servers {
            killed.address = "10.32.137.20:6443"
            frozen.address = "10.32.137.27:6443"
            unready.address = "10.32.138.27:6443"
            maint.address = "10.32.150.1:7400"
            drained.address = "10.32.150.1:7404"
          }
        }
        proxy.odd {
          bind = ["127.0.0.1:7444"]
          check { type = https, verify = ca, ca-file = "%2$s", %1$s }
          servers {
            login.address = "10.32.150.1:7401"
            expired.address = "10.32.150.1:7402"
          }
        }
        proxy.trust {
          bind = ["127.0.0.1:7445"]
          check { type = https, verify = ca, ca-file = "%3$s", %1$s }
          servers.stranger.address = "10.32.150.1:7400"
        }
        proxy.dead {
          bind = ["127.0.0.1:7446"]
          check { type = tcp, %1$s }
          servers {
            one.address = "10.32.150.1:7998"
            two.address = "10.32.150.1:7999"
          }
        }
        """
        .formatted(fast, trusted, other.certificate());
  }

  /** On the client's node, as it has nothing else to do. */
  private static void startOddServers() {
    Node node = cluster.client();
    Issued good = cluster.authority().issue("odd", List.of(node.address()));
    Issued expired = cluster.authority().expired(good);
    Path home = node.directory();
    node.write(
        "odd.conf",
        """
        daemon off;
        user root;
        pid odd.pid;
        error_log stderr info;
        events {}
        http {
          access_log off;
          client_body_temp_path tmp-body; proxy_temp_path tmp-proxy; uwsgi_temp_path tmp-uwsgi;
          fastcgi_temp_path tmp-fastcgi; scgi_temp_path tmp-scgi;
          ssl_certificate_key %3$s;
          server { listen 7400 ssl; listen 7404 ssl; ssl_certificate %1$s; return 200 "ok"; }
          server { listen 7401 ssl; ssl_certificate %1$s; return 401 "Unauthorized"; }
          server { listen 7402 ssl; ssl_certificate %2$s; return 200 "ok"; }
        }
        """
            .formatted(good.certificate(), expired.certificate(), good.key()));
    var unused =
        node.start(
            "odd", List.of("nginx", "-p", home.toString(), "-c", "odd.conf", "-e", "stderr"));
  }
}
