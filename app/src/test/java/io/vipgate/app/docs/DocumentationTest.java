package io.vipgate.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.cli.VipgateCommand;
import io.vipgate.app.config.CheckReport;
import io.vipgate.app.config.ConfigLoader;
import io.vipgate.app.config.LoadResult;
import io.vipgate.app.config.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the pages say can be typed, loaded and followed. */
class DocumentationTest {
  /** bin/bench writes there what it has typed itself. */
  private static final Path MEASURED = Path.of("docs/benchmarks.md");

  /** Completes a block that shows only a part. */
  private static final String THE_REST =
      """
      proxy.the-rest { bind = ["127.0.0.1:1"], servers.m1.address = "127.0.0.1:2" }
      """;

  @TempDir Path directory;

  static Stream<MarkdownPage> pages() {
    return MarkdownPage.all().stream();
  }

  @Test
  void thePagesAreFound() {
    List<MarkdownPage> pages = MarkdownPage.all();

    assertThat(pages).hasSizeGreaterThan(10);
    assertThat(pages.stream().mapToInt(page -> page.commands().size()).sum()).isGreaterThan(3);
    assertThat(pages.stream().mapToInt(page -> page.blocks("hocon").size()).sum()).isGreaterThan(3);
    assertThat(pages.stream().mapToInt(page -> page.links().size()).sum()).isGreaterThan(3);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandIsOneThatThereIs(MarkdownPage page) {
    for (String command : page.commands()) {
      // A synopsis is not typed as it stands.
      if (!command.matches(".*[|\\[<…].*|.*\\b[A-Z]{2,}\\b.*")) {
        new CommandLine(new VipgateCommand()).parseArgs(command.split("\\s+"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyConfigurationIsValid(MarkdownPage page) throws IOException {
    for (String block : page.blocks("hocon")) {
      LoadResult alone = load(block);
      LoadResult result = alone instanceof LoadResult.Loaded ? alone : load(block + THE_REST);
      assertThat(result)
          .as(
              "%s: %s: %s",
              page,
              block,
              result instanceof LoadResult.Rejected rejected ? CheckReport.lines(rejected) : "")
          .isInstanceOf(LoadResult.Loaded.class);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(MarkdownPage page) {
    assertThat(page.links()).allSatisfy(link -> assertThat(link).exists());
  }

  @Test
  void everyCommandsExitCodesAreDocumented() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/status.md"));
    String codes = page.substring(page.indexOf("## Exit codes"), page.indexOf("## The JSON"));

    assertThat(VipgateCommand.commandLine().getSubcommands().entrySet())
        .filteredOn(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(codes).contains("`" + entry.getKey()));
  }

  /** Whatever people are told to type has been typed by a test, or it is said why not. */
  @Test
  void everyCommandIsRunByATestOrItIsSaidWhyNot() throws IOException {
    Map<String, String> runBy = new LinkedHashMap<>();
    Files.readAllLines(Path.of("src/test/resources/docs/commands.txt")).stream()
        .filter(line -> line.contains(" => "))
        .map(line -> line.split(" => ", 2))
        .forEach(entry -> runBy.put(entry[0], entry[1]));
    Set<String> typed =
        MarkdownPage.all().stream()
            .filter(page -> !page.file().endsWith(MEASURED))
            .flatMap(page -> page.typed().stream())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(typed).hasSizeGreaterThan(40).isEqualTo(new TreeSet<>(runBy.keySet()));
    assertThat(runBy.values())
        .filteredOn(by -> !by.startsWith("not run: "))
        .allSatisfy(test -> assertThat(testClasses()).contains(test + ".java"));
  }

  private static Set<String> testClasses() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."), 12)) {
      return files
          .filter(file -> file.toString().contains("/src/test/java/"))
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toSet());
    }
  }

  private LoadResult load(String text) throws IOException {
    Path file = directory.resolve("vipgate.conf");
    Files.deleteIfExists(file);
    return ConfigLoader.load(Files.writeString(file, text), Vocabulary.builtIn());
  }
}
