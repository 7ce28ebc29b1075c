package io.vipgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.LoadResult.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the language offers, and what becomes of files that are not in it. */
final class HoconTest {
  private static final String PROXY =
      "proxy.a { bind = [\"127.0.0.1:6443\"], servers.m1.address = \"10.0.0.1:6443\" }\n";

  @TempDir Path directory;

  @Test
  void includesBesideTheFileAreRead() {
    ConfigText.write(directory, "servers.conf", "m1.address = \"10.0.0.1:6443\"\n");
    String text = "proxy.a { bind = [\"127.0.0.1:1\"], servers { include \"servers.conf\" } }";

    assertThat(servers(text)).containsExactly("m1 10.0.0.1:6443");
  }

  @Test
  void aMistakeInAnIncludedFileIsReportedThere() {
    ConfigText.write(directory, "servers.conf", "\nm1.address = \"10.0.0.1\"\n");
    String text =
        "proxy.a {\n bind = [\"127.0.0.1\"]\n servers { include file(\"servers.conf\") }\n}";

    assertThat(ConfigText.problems(directory, text))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("vipgate.conf:2: proxy.a.bind[0]: ");
    assertThat(ConfigText.problems(directory, text).get(1))
        .startsWith("servers.conf:2: proxy.a.servers.m1.address: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          include "absent.conf"                | include: value: absent.conf (expected: a file, beside this one or with its absolute path, that is there and readable)
          include required(file("absent"))     | include: value: absent (expected: a file, beside this one or with its absolute path, that is there and readable)
          include "vipgate.conf"               | include: value: vipgate.conf (expected: no file that includes itself)
          include url("http://127.0.0.1:1/a")  | include: value: a URL (expected: a file, beside this one or with its absolute path)
          include classpath("reference.conf")  | include: value: a resource of the class path (expected: a file, beside this one or with its absolute path)
          """)
  void onlyFilesThatAreThereCanBeIncluded(String include, String problem) {
    assertThat(ConfigText.problems(directory, PROXY + include))
        .containsExactly("vipgate.conf:2: " + problem);
  }

  @Test
  void aSyntaxErrorInAnIncludedFileIsReportedThere() {
    ConfigText.write(directory, "broken.conf", "\n\nhttp {");

    assertThat(ConfigText.problems(directory, PROXY + "include \"broken.conf\""))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("broken.conf:3: (file): value: not valid HOCON (expected: ");
  }

  @Test
  void substitutionsReferToOwnNamesAndToOtherKeys() {
    String text =
        """
        define { vip = "10.0.0.9", port = 8443 }
        proxy.a { bind = [${define.vip}":"${define.port}], servers.m1.address = "10.0.0.1:6443" }
        proxy.b = ${proxy.a} { bind = ["127.0.0.1:6443"], servers.m2.address = "10.0.0.2:6443" }
        """;

    List<ProxyConfig> proxies = ConfigText.valid(directory, text).proxies();

    assertThat(proxies.get(0).binds()).hasToString("[10.0.0.9:8443]");
    assertThat(proxies.get(1).servers()).extracting(ServerConfig::name).containsExactly("m1", "m2");
  }

  @Test
  void everySubstitutionThatRefersToNothingIsReported() {
    String text = "proxy.a {\n  bind = [${vip}]\n  servers.m1 = ${m1}\n}\n";

    assertThat(ConfigText.problems(directory, text))
        .containsExactly(
            "vipgate.conf:2: proxy.a.bind[0]: value: ${vip} (expected: a substitution that refers to a"
                + " key or an environment variable that is set)",
            "vipgate.conf:3: proxy.a.servers.m1: value: ${m1} (expected: a substitution that refers to"
                + " a key or an environment variable that is set)");
  }

  @Test
  void environmentVariablesAreReadAndBlamedWhereTheyAreUsed() {
    String text = PROXY + "proxy.a {\n  retries = ${HOME}\n}";

    assertThat(ConfigText.problems(directory, text))
        .containsExactly(
            "vipgate.conf:1: proxy.a.retries: value: %s (expected: a whole number, 0 to 100)"
                .formatted(System.getenv("HOME")));
  }

  @Test
  void listsCanBeAppendedTo() {
    String text = PROXY + "proxy.a.bind += \"127.0.0.1:6444\"\nproxy.a.bind += \"127.0.0.1\"";

    assertThat(ConfigText.problems(directory, text))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("vipgate.conf:3: proxy.a.bind[2]: value: 127.0.0.1 ");
  }

  @Test
  void serversKeepTheFilesOrderAlsoInOneLine() {
    String text =
        """
        proxy.a.bind = ["127.0.0.1:6443"]
        proxy.a.servers {
          zeta.address = "10.0.0.1:1"
          beta.address = "10.0.0.2:1", alpha { address = "10.0.0.3:1" }, "m.x".address = "10.0.0.4:1"
          a.weight = 5
        }
        proxy.a.servers.a.address = "10.0.0.5:1"
        proxy.a.servers.aa.address = "10.0.0.6:1"
        """;

    assertThat(servers(text))
        .containsExactly(
            "zeta 10.0.0.1:1",
            "beta 10.0.0.2:1",
            "alpha 10.0.0.3:1",
            "m.x 10.0.0.4:1",
            "a 10.0.0.5:1",
            "aa 10.0.0.6:1");
  }

  @Test
  void aNumberMayStandForTextAsItIsWritten() {
    String router =
        """
        vrrp.a { interface = 7, virtual-router-id = "88", priority = 1, addresses = ["10.0.0.9"] }
        vrrp.a { auth-pass = 0111, preempt = off }
        """;

    VrrpConfig config = ConfigText.valid(directory, router).vrrp().get(0);

    assertThat(config.authPass()).isEqualTo("0111");
    assertThat(config.interfaceName()).isEqualTo("7");
    assertThat(config.preempt()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.a {\n", "proxy\n = [", "a = \"x", "\n}", "a = ${a}\n", "= 5"})
  void aSyntaxErrorIsOneProblem(String text) {
    assertThat(ConfigText.problems(directory, PROXY + text))
        .hasSize(1)
        .first()
        .asString()
        .matches("vipgate.conf:[23]: \\(file\\): value: not valid HOCON \\(expected: \\S.*\\)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "a{", "a={", "a=[{"})
  void endlessNestingIsAProblem(String nest) {
    assertThat(
            ConfigText.problems(
                directory, (nest.startsWith("[") ? "x = " : "x {") + nest.repeat(100_000)))
        .containsExactly(
            "vipgate.conf:1: (file): value: nested too deeply (expected: a few levels of { and [)");
  }

  @Test
  void anAbsentFileIsAProblem() {
    Path absent = directory.resolve("absent.conf");

    assertThat(ConfigLoader.load(absent, Vocabulary.builtIn()))
        .isEqualTo(
            new Rejected(
                List.of(
                    new Problem(
                        absent.toString(),
                        1,
                        "(file)",
                        "absent",
                        "a file; \"vipgate init\" writes one"))));
  }

  @Test
  void aDirectoryIsAProblem() {
    assertThat(ConfigLoader.load(directory, Vocabulary.builtIn()))
        .isEqualTo(
            new Rejected(
                List.of(
                    new Problem(
                        directory.toString(), 1, "(file)", "not a file", "a regular file"))));
  }

  @Test
  void theFileIsNamedAsItWasGiven() throws IOException {
    Path relative = Path.of("target", "relative.conf");
    Files.writeString(relative, "vrrp = 1");

    Rejected rejected = (Rejected) ConfigLoader.load(relative, Vocabulary.builtIn());

    assertThat(rejected.problems())
        .extracting(Problem::file)
        .containsExactly("target/relative.conf");
  }

  private List<String> servers(String text) {
    return ConfigText.valid(directory, text).proxies().get(0).servers().stream()
        .map(server -> server.name() + " " + server.address())
        .toList();
  }
}
