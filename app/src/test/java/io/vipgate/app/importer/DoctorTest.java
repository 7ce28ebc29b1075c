package io.vipgate.app.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.importer.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DoctorTest {
  private static final String ROUTER =
      """
      vrrp_script s {
        script "curl -k https://10.0.0.1:8443/"
        SCRIPT
      }
      vrrp_instance a {
        state BACKUP
        interface eth0
        virtual_router_id 1
        priority PRIORITY
        EXTRA
        virtual_ipaddress {
          ADDRESS
        }
      }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          90  | 10.0.0.1 |                | nothing
          100 | 10.0.0.1 |                | peer:9: priority 100: trap: own:9 has the same
          90  | 10.0.0.2 |                | peer:8: virtual_router_id 1: trap: own:8 has it, too
          90  | 10.0.0.1 | advert_int 2   | peer:5: advert_int: trap: the interval differs
          90  | 10.0.0.1 | state MASTER   | nothing
          """)
  void peersAreCompared(String priority, String address, String extra, String warning) {
    String peer = router(priority, address, extra == null ? "" : extra, "");

    List<String> warnings = compare(router("100", "10.0.0.1", "", ""), peer);

    if (warning.equals("nothing")) {
      assertThat(warnings).isEmpty();
    } else {
      assertThat(warnings).singleElement().asString().startsWith(warning);
    }
  }

  @Test
  void twoMastersAreATrap() {
    String own = router("100", "10.0.0.1", "state MASTER", "");
    String peer = router("90", "10.0.0.1", "state MASTER", "");

    assertThat(compare(own, peer))
        .singleElement()
        .asString()
        .startsWith("peer:10: state MASTER: trap: own:10 is one, too");
  }

  @Test
  void anotherPasswordIsATrapAndNotShown() {
    String own = router("100", "10.0.0.1", "authentication {\n auth_pass one\n}", "");
    String peer = router("90", "10.0.0.1", "authentication {\n auth_pass two\n}", "");

    assertThat(compare(own, peer))
        .singleElement()
        .asString()
        .contains("the password differs")
        .doesNotContain("one\n", "two\n");
  }

  @ParameterizedTest
  @CsvSource({"weight -5, true", "weight -20, false", "weight 5, true", "weight 20, false"})
  void aWeightThatMovesNothingIsATrap(String weight, boolean isTooSmall) {
    String own = router("100", "10.0.0.1", "track_script {\n s\n}", weight);

    assertThat(compare(own, router("90", "10.0.0.1", "", "")))
        .filteredOn(warning -> warning.contains("too small"))
        .hasSize(isTooSmall ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"'', 1", "weight 2, 0"})
  void aScriptWithoutAWeightIsAFault(String weight, int traps) {
    String own = router("100", "10.0.0.1", "track_script {\n s\n}", weight);

    assertThat(warnings(List.of(new SourceFile("own", own))))
        .filteredOn(warning -> warning.contains("is a FAULT"))
        .hasSize(traps);
  }

  @ParameterizedTest
  @CsvSource({
    "curl -k https://10.0.0.1:8443/, true",
    "curl -k https://10.0.0.11:8443/, false",
    "killall -0 haproxy, false",
    "echo 10.0.0.1, false"
  })
  void aScriptThatAsksTheEndpointIsATrap(String command, boolean isTrap) {
    String own =
        router("100", "10.0.0.1", "track_script {\n s\n}", "weight 2")
            .replace("curl -k https://10.0.0.1:8443/", command);

    assertThat(warnings(List.of(new SourceFile("own", own))))
        .filteredOn(warning -> warning.contains("through the load balancer"))
        .hasSize(isTrap ? 1 : 0);
  }

  @Test
  void nopreemptWithStateMasterIsATrap() {
    String own = router("100", "10.0.0.1", "nopreempt\nstate MASTER", "");

    assertThat(warnings(List.of(new SourceFile("own", own))))
        .singleElement()
        .asString()
        .startsWith("own:10: nopreempt: trap");
  }

  private static String router(String priority, String address, String extra, String script) {
    return ROUTER
        .replace("PRIORITY", priority)
        .replace("ADDRESS", address)
        .replace("EXTRA", extra)
        .replace("SCRIPT", script);
  }

  private static List<String> compare(String own, String peer) {
    return warnings(List.of(new SourceFile("own", own), new SourceFile("peer", peer)));
  }

  private static List<String> warnings(List<SourceFile> keepalived) {
    ImportResult result = Importer.run(Corpus.input(keepalived, List.of(), "syntax"));
    assertThat(result).isInstanceOf(ImportResult.Imported.class);
    return ((ImportResult.Imported) result).warnings().stream().map(Finding::toString).toList();
  }
}
