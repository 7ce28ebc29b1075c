package io.vipgate.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.health.CheckSpec;
import io.vipgate.health.Health;
import io.vipgate.health.HealthChange;
import io.vipgate.health.HealthChecker;
import io.vipgate.health.HealthListener;
import io.vipgate.testing.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How soon a server's death is known whose process is killed, with SIGKILL. */
class DeathTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path dir;

  /** The next look would be due in an hour; it is its connection's end that tells. */
  @Test
  void aKilledServerIsDeadLongBeforeTheNextLook() throws Exception {
    RealServer.require("nginx");
    Recorder recorder = new Recorder();
    int port = FreePorts.next();
    try (RealServer nginx = start(port);
        HealthChecker checker = new HealthChecker(recorder, 1)) {
      ProbeSpec probe =
          new ProbeSpec(ProbeType.HTTPS, nginx.address(), Duration.ofSeconds(10).toNanos());
      checker.watch("nginx", new CheckSpec(probe, HOUR.toNanos(), 3, 2));
      assertThat(recorder.next().to()).isEqualTo(Verdict.READY);
      long killedNs = System.nanoTime();
      nginx.kill();
      HealthChange death = recorder.next();
      assertThat(death.to()).isEqualTo(Verdict.DEAD);
      assertThat(death.explanation()).isEqualTo("2 failures in a row, last: connect refused");
      // How long it took depends on the machine: a figure to read, not to fail by.
      System.out.printf("SIGKILL to DEAD: %.1f ms%n", (death.atNs() - killedNs) / 1e6);
    }
  }

  private RealServer start(int port) throws Exception {
    Files.writeString(dir.resolve("tls.crt"), Pki.SERVER.getCertificatePathPEM());
    Files.writeString(dir.resolve("tls.key"), Pki.SERVER.getPrivateKeyPEM());
    Files.writeString(
        dir.resolve("nginx.conf"),
        """
        daemon off;
        master_process off;
        pid nginx.pid;
        error_log error.log error;
        events {}
        http {
          access_log off;
          client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
          ssl_certificate tls.crt;
          ssl_certificate_key tls.key;
          server {
            listen 127.0.0.1:%d ssl;
            location /readyz { return 200 "ok"; }
          }
        }
        """
            .formatted(port));
    return RealServer.start(
        List.of("nginx", "-p", dir.toString(), "-e", dir + "/error.log", "-c", "nginx.conf"),
        dir.resolve("output.log"),
        port);
  }

  private static final class Recorder implements HealthListener {
    private final LinkedBlockingQueue<HealthChange> changes = new LinkedBlockingQueue<>();

    HealthChange next() throws InterruptedException {
      HealthChange change = changes.poll(20, TimeUnit.SECONDS);
      assertThat(change).as("a change within 20 s").isNotNull();
      return java.util.Objects.requireNonNull(change);
    }

    @Override
    public void onResult(String server, ProbeResult result, Health health) {}

    @Override
    public void onChange(String server, HealthChange change) {
      changes.add(change);
    }
  }
}
