package io.vipgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestNameTest {
  private static final List<String> NAMES =
      List.of("interval", "interface", "virtual-router-id", "bind", "rise");

  @ParameterizedTest
  @CsvSource({
    "'', abc, 3",
    "abc, abc, 0",
    "abc, ab, 1",
    "abc, abcd, 1",
    "abc, axc, 1",
    "abc, acb, 1",
    "ca, abc, 3",
    "kitten, sitting, 3"
  })
  void edits(String from, String to, int edits) {
    assertThat(NearestName.edits(from, to)).isEqualTo(edits);
    assertThat(NearestName.edits(to, from)).isEqualTo(edits);
  }

  @ParameterizedTest
  @CsvSource({
    "intervall, interval",
    "inteface, interface",
    "INTERFACE, interface",
    "virtualRouterId, virtual-router-id",
    "virtual_router_id, virtual-router-id",
    "virtual-routerid, virtual-router-id",
    "bnid, bind",
    "ries, rise"
  })
  void findsWhatWasMeant(String typed, String meant) {
    assertThat(NearestName.among(NAMES, typed)).contains(meant);
  }

  @Test
  void isSilentWhenNothingIsNear() {
    assertThat(NearestName.among(NAMES, "track")).isEmpty();
    assertThat(NearestName.among(NAMES, "bid-on")).isEmpty();
    assertThat(NearestName.among(List.of(), "bind")).isEmpty();
  }
}
