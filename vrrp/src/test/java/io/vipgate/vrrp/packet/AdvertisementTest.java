package io.vipgate.vrrp.packet;

import static io.vipgate.vrrp.packet.Packets.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvertisementTest {

  private static final InetAddress VIP = address("10.32.255.99");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "V2 | 0 | 100 | 1000000000 | virtual-router-id: value: 0 (expected: 1 to 255)",
        "V2 | 256 | 100 | 1000000000 | virtual-router-id: value: 256 (expected: 1 to 255)",
        "V2 | 88 | -1 | 1000000000 | priority: value: -1 (expected: 0 to 255)",
        "V2 | 88 | 256 | 1000000000 | priority: value: 256 (expected: 0 to 255)",
        "V2 | 88 | 100 | 1500000000 | advert-interval: value: 1500000000 ns (expected: whole seconds, 1 s to 255 s, in version 2)",
        "V2 | 88 | 100 | 0 | advert-interval: value: 0 ns (expected: whole seconds, 1 s to 255 s, in version 2)",
        "V2 | 88 | 100 | 256000000000 | advert-interval: value: 256000000000 ns (expected: whole seconds, 1 s to 255 s, in version 2)",
        "V2 | 88 | 100 | -1000000000 | advert-interval: value: -1000000000 ns (expected: whole seconds, 1 s to 255 s, in version 2)",
        "V3 | 88 | 100 | 5000000 | advert-interval: value: 5000000 ns (expected: 10 ms to 40.95 s in steps of 10 ms, in version 3)",
        "V3 | 88 | 100 | 15000000 | advert-interval: value: 15000000 ns (expected: 10 ms to 40.95 s in steps of 10 ms, in version 3)",
        "V3 | 88 | 100 | 40960000000 | advert-interval: value: 40960000000 ns (expected: 10 ms to 40.95 s in steps of 10 ms, in version 3)"
      })
  void refusesWhatTheWireCannotCarry(
      VrrpVersion version, int virtualRouterId, int priority, long intervalNs, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Advertisement(
                    version,
                    virtualRouterId,
                    priority,
                    intervalNs,
                    List.of(VIP),
                    Authentication.NONE))
        .withMessage(message);
  }

  @Test
  void refusesAddressesThatTheWireCannotCarry() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> advertisement(Collections.nCopies(256, VIP)))
        .withMessage("number of addresses: value: 256 (expected: 0 to 255)");
  }

  @Test
  void refusesAPasswordInVersion3() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Advertisement(
                    VrrpVersion.V3,
                    88,
                    100,
                    TimeUnit.SECONDS.toNanos(1),
                    List.of(VIP),
                    Authentication.pass("1111")))
        .withMessage("authentication: value: PASS (expected: none in version 3)");
  }

  @Test
  void padsAPasswordWithZeros() {
    assertThat(Authentication.pass("1").data()).isEqualTo(0x3100_0000_0000_0000L);
    assertThat(Authentication.pass("12345678").data()).isEqualTo(0x3132_3334_3536_3738L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "123456789", "ääääa"})
  void refusesAPasswordThatDoesNotFit(String password) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Authentication.pass(password))
        .withMessageMatching("auth-pass: value: [09] bytes \\(expected: 1 to 8 bytes\\)");
  }

  @Test
  void dropReasonsHaveDistinctLabelsAndSentences() {
    Set<String> texts = new HashSet<>();
    Arrays.stream(DropReason.values())
        .forEach(
            reason -> {
              assertThat(reason.label()).matches("[a-z]+(_[a-z]+)*");
              texts.add(reason.label());
              texts.add(reason.sentence());
            });
    assertThat(texts).hasSize(2 * DropReason.values().length);
  }

  private static Advertisement advertisement(List<InetAddress> addresses) {
    return new Advertisement(
        VrrpVersion.V2, 88, 100, TimeUnit.SECONDS.toNanos(1), addresses, Authentication.NONE);
  }
}
