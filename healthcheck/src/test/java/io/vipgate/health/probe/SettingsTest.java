package io.vipgate.health.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vipgate.health.CheckSpec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final InetSocketAddress TARGET =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 6443);
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200|200",
        "200-299|200-299",
        " 200 - 299 , 401 |200-299,401",
        "200-200|200",
        "200,401,403|200,401,403"
      })
  void readsStatuses(String text, String normalized) {
    assertThat(ExpectedStatus.parse(text)).hasToString(normalized);
    assertThat(ExpectedStatus.parse(normalized)).isEqualTo(ExpectedStatus.parse(text));
  }

  @Test
  void statusesIncludeBothEnds() {
    ExpectedStatus expected = ExpectedStatus.parse("200-204,401");
    List<Integer> contained =
        java.util.stream.IntStream.range(0, 1000).filter(expected::contains).boxed().toList();
    assertThat(contained).containsExactly(200, 201, 202, 203, 204, 401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2xx", "20", "2000", "200-", "-200", "200,,201", "200;201", "200-299-300"})
  void refusesWhatIsNoStatus(String text) {
    assertThatThrownBy(() -> ExpectedStatus.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("status: value: %s (expected: such as 200-299 or 200,401)", text);
  }

  @ParameterizedTest
  @CsvSource({"100,100-100", "199-200,199-200", "599-600,599-600", "299-200,299-200"})
  void refusesStatusesThatNoAnswerHas(String text, String named) {
    assertThatThrownBy(() -> ExpectedStatus.parse(text))
        .hasMessage("status: value: %s (expected: FIRST-LAST within 200-599)", named);
  }

  @Test
  void refusesNoStatusAtAll() {
    assertThatThrownBy(() -> new ExpectedStatus(List.of()))
        .hasMessageStartingWith("status: value: none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "readyz", "/ready z", "/ready\r\nX: y", "/réady", "/\u007f"})
  void refusesPathsThatWouldBreakTheRequest(String path) {
    assertThatThrownBy(() -> new HttpSettings(path, null, ExpectedStatus.SUCCESS))
        .hasMessage(
            "path: value: %s (expected: / and then visible ASCII characters, others %%-encoded)",
            path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nX: y"})
  void refusesHostsThatWouldBreakTheRequest(String host) {
    assertThatThrownBy(() -> new HttpSettings("/", host, ExpectedStatus.SUCCESS))
        .hasMessageStartingWith("host: value: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "127.0.0.1", "::1", "a b", "a..b", "-a", "a.", "a/b"})
  void refusesServerNamesThatAreNone(String name) {
    assertThatThrownBy(() -> new TlsSettings(TlsVerify.NONE, List.of(), name))
        .hasMessage("sni: value: %s (expected: a host name, not an address)", name);
  }

  @Test
  void refusesTrustThatContradictsItself() {
    assertThatThrownBy(() -> new TlsSettings(TlsVerify.CA, List.of(), null))
        .hasMessage(
            "verify: value: ca with 0 CA certificates (expected: none without a CA file, ca or full with one)");
    assertThatThrownBy(
            () -> new TlsSettings(TlsVerify.NONE, List.of(Pki.CA.getCertificate()), null))
        .hasMessageStartingWith("verify: value: none with 1 CA certificates");
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThatThrownBy(() -> new ProbeSpec(ProbeType.TCP, TARGET, 999_999))
        .hasMessage("timeout: value: 999999 ns (expected: 1 ms to 1 h)");
    assertThatThrownBy(() -> new ProbeSpec(ProbeType.TCP, TARGET, 3601 * SECOND))
        .hasMessageStartingWith("timeout: ");
    assertThatThrownBy(
            () ->
                new ProbeSpec(
                    ProbeType.TCP, InetSocketAddress.createUnresolved("a.test", 1), SECOND))
        .hasMessageStartingWith("target: value: ");
    ProbeSpec probe = new ProbeSpec(ProbeType.TCP, TARGET, SECOND);
    assertThatThrownBy(() -> new CheckSpec(probe, 9_999_999, 1, 1))
        .hasMessage("interval: value: 9999999 ns (expected: 10 ms to 1 day)");
    assertThatThrownBy(() -> new CheckSpec(probe, 86_401 * SECOND, 1, 1))
        .hasMessageStartingWith("interval: ");
    assertThatThrownBy(() -> new CheckSpec(probe, SECOND, 0, 1))
        .hasMessage("rise: value: 0 (expected: at least 1)");
    assertThatThrownBy(() -> new CheckSpec(probe, SECOND, 1, 0))
        .hasMessage("fall: value: 0 (expected: at least 1)");
  }

  @Test
  void pinsTheDefaults() {
    ProbeSpec spec = new ProbeSpec(ProbeType.HTTPS, TARGET, SECOND);
    assertThat(spec.http())
        .isEqualTo(new HttpSettings("/readyz", null, ExpectedStatus.parse("200-299")));
    assertThat(spec.tls()).isEqualTo(new TlsSettings(TlsVerify.NONE, List.of(), null));
  }

  @Test
  void pinsTheLabels() {
    assertThat(Arrays.stream(ProbeType.values()).map(ProbeType::label))
        .containsExactly(
            "icmp",
            "tcp",
            "send-expect",
            "udp",
            "tls",
            "http",
            "https",
            "grpc",
            "grpcs",
            "dns",
            "agent",
            "exec",
            "all-of",
            "any-of");
    assertThat(Arrays.stream(TlsVerify.values()).map(TlsVerify::label))
        .containsExactly("none", "ca", "full");
    assertThat(Arrays.stream(Reason.values()).map(Reason::label))
        .containsExactly(
            "ok",
            "connect_refused",
            "connect_timeout",
            "unreachable",
            "reset",
            "closed",
            "silent",
            "no_echo",
            "loss",
            "tls_failed",
            "certificate",
            "timeout",
            "cut_short",
            "status",
            "unauthorized",
            "bad_answer",
            "answer_too_large",
            "program",
            "part",
            "local");
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeMakesAProbeAndSaysWhatItDoes(ProbeType type) {
    List<ProbeSpec.Member> members =
        type.uses(Uses.MEMBERS)
            ? List.of(new ProbeSpec.Member("one", new ProbeSpec(ProbeType.TCP, TARGET, SECOND)))
            : List.of();
    assertThat(new ProbeSpec(type, TARGET, SECOND, ProbeSettings.DEFAULT, members).newProbe())
        .isNotNull();
    assertThat(type.summary()).isNotBlank();
  }
}
