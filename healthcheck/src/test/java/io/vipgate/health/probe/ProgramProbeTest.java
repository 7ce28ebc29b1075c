package io.vipgate.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the contract does not say of checks by a program. */
class ProgramProbeTest {
  @AutoClose private final Looks looks = new Looks();
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void isToldAnewAtEachLook() throws Exception {
    Means means =
        Means.NONE.telling(server -> Map.of("WHO", server, "LOOK", "" + asked.incrementAndGet()));
    ProbeSpec spec = spec(Map.of("FIXED", "yes"));
    Probe probe = spec.newProbe(means);
    assertThat(looks.look(spec, probe).evidence()).isEqualTo("exit code 0: p/s yes 1");
    assertThat(looks.look(spec, probe).evidence()).isEqualTo("exit code 0: p/s yes 2");
  }

  private static ProbeSpec spec(Map<String, String> environment) {
    ProgramSettings program =
        new ProgramSettings(
            List.of("/bin/sh", "-c", "echo $WHO $FIXED $LOOK"), null, environment, "p/s");
    return new ProbeSpec(
        ProbeType.EXEC,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
        Duration.ofSeconds(10).toNanos(),
        ProbeSettings.DEFAULT.with(program));
  }
}
