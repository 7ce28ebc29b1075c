package io.vipgate.app.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.health.probe.ServerCertificate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateWatchTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aCertificateForTheVipIsFine() throws Exception {
    assertThat(watch("10.0.0.99", "0.0.0.0").warnings(until("2027-01-01T00:00:00Z"), NOW))
        .isEmpty();
  }

  @Test
  void theVipMustBeAmongItsNames() throws Exception {
    assertThat(watch("10.0.0.100").warnings(until("2027-01-01T00:00:00Z"), NOW))
        .containsExactly(
            "10.0.0.100 is not among the names of its certificate: clients that connect to that"
                + " address and verify are refused, those that go by kubernetes, master1 are not");
  }

  @Test
  void itsEndIsToldAMonthBefore() throws Exception {
    assertThat(watch().warnings(until("2026-01-31T00:00:00Z"), NOW)).isEmpty();
    assertThat(watch().warnings(until("2026-01-30T23:59:59Z"), NOW))
        .containsExactly("its certificate expires in 29 days, at 2026-01-30T23:59:59Z");
    assertThat(watch().warnings(until("2025-12-31T23:59:59Z"), NOW))
        .containsExactly(
            "its certificate expired at 2025-12-31T23:59:59Z: clients that verify it refuse the"
                + " server");
  }

  private static CertificateWatch watch(String... addresses) throws Exception {
    List<InetAddress> parsed = new java.util.ArrayList<>();
    for (String address : addresses) {
      parsed.add(literal(address));
    }
    return new CertificateWatch(parsed);
  }

  private static ServerCertificate until(String end) throws Exception {
    return new ServerCertificate(
        "CN=kube-apiserver",
        Instant.parse(end),
        List.of("kubernetes", "master1"),
        List.of(literal("10.0.0.99")));
  }

  private static InetAddress literal(String address) throws UnknownHostException {
    return InetAddress.getByName(address);
  }
}
