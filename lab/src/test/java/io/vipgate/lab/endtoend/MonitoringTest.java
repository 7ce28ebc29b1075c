package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Command;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.Vipgate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Metrics by the book, and alerts and a dashboard that only ask for metrics that there are. */
@RequiresRoot
class MonitoringTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path RULES = ROOT.resolve("monitoring/vipgate-rules.yml");
  private static final Path RULES_TEST = ROOT.resolve("monitoring/vipgate-rules-test.yml");
  private static final Path DASHBOARD = ROOT.resolve("monitoring/vipgate-dashboard.json");
  private static final Pattern METRIC = Pattern.compile("\\b(?:vipgate|process)_[a-z_]+");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
  private static final Pattern RUNBOOK = Pattern.compile("runbook: (\\S+)");

  @Test
  void promtoolFindsNothingInTheMetricsAndTheyAreAllThatIsAskedFor() throws IOException {
    String metrics;
    try (SampleCluster cluster = SampleCluster.create("monitoring");
        Vipgate master = cluster.startMaster(1)) {
      metrics = master.get("/metrics");
      Path file = Files.writeString(cluster.lab().directory().resolve("metrics"), metrics);
      Command.Result lint = Command.run("sh", "-c", "promtool check metrics < " + file).orThrow();
      assertThat(lint.out() + lint.err()).isEmpty();
    }
    Set<String> there = names(metrics);
    assertThat(there).hasSizeGreaterThan(30);
    for (Path asking : Set.of(RULES, DASHBOARD)) {
      Set<String> asked = names(Files.readString(asking, StandardCharsets.UTF_8));
      assertThat(asked).as(asking.toString()).hasSizeGreaterThan(5);
      assertThat(there).as(asking.toString()).containsAll(asked);
    }
  }

  @Test
  void eachAlertIsTestedAndHasARunbook() throws IOException {
    var unused = Command.run("promtool", "check", "rules", RULES.toString()).orThrow();
    String tested = Command.run("promtool", "test", "rules", RULES_TEST.toString()).orThrow().out();
    assertThat(tested).contains("SUCCESS");

    String rules = Files.readString(RULES, StandardCharsets.UTF_8);
    String tests = Files.readString(RULES_TEST, StandardCharsets.UTF_8);
    Set<String> alerts = found(ALERT, rules);
    assertThat(alerts).hasSizeGreaterThan(10);
    assertThat(alerts)
        .allSatisfy(alert -> assertThat(tests).contains("alertname: " + alert + "\n"));
    assertThat(found(RUNBOOK, rules))
        .hasSameSizeAs(alerts)
        .allSatisfy(page -> assertThat(ROOT.resolve(page)).exists());
  }

  private static Set<String> names(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(result -> result.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    Set<String> found = new TreeSet<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
