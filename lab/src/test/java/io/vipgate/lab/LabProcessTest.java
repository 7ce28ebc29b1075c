package io.vipgate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RequiresRoot
final class LabProcessTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private Lab lab;
  private Node node;

  @BeforeEach
  void build() {
    lab = Lab.create("processes");
    node = lab.addNode("m1", "bond0", "10.32.0.1/16");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void theProcessIdIsThatOfTheProgramItself() throws IOException {
    LabProcess process = node.start("sleep", List.of("sleep", "600"));

    Await.until("it is sleep", SOON, () -> commandOf(process.pid()).equals("sleep"));
    assertThat(Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/ns/net")))
        .isNotEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/net")));
  }

  @Test
  void aFrozenFamilyStandsStillAndGoesOnWhenThawed() {
    LabProcess process =
        node.start("ticks", List.of("sh", "-c", "(while sleep 0.01; do echo tick; done) & wait"));
    process.log().await(Pattern.compile("tick"), SOON);

    process.freeze();
    List<ProcessHandle> family =
        ProcessHandle.of(process.pid()).orElseThrow().descendants().toList();
    assertThat(family).isNotEmpty();
    assertThat(stateOf(process.pid())).isEqualTo("T");
    assertThat(family).allSatisfy(child -> assertThat(stateOf(child.pid())).isIn("T", "Z"));
    int mark = process.log().mark();

    process.thaw();
    process.log().await(Pattern.compile("tick"), mark, SOON);
  }

  @Test
  void killEndsTheDescendantsBeforeTheyNotice() {
    String child = "trap 'echo noticed; exit' TERM; echo ready; while :; do sleep 0.05; done";
    LabProcess process = node.start("family", List.of("sh", "-c", "sh -c \"$0\" & wait", child));
    process.log().await(Pattern.compile("ready"), SOON);
    List<ProcessHandle> family =
        ProcessHandle.of(process.pid()).orElseThrow().descendants().toList();

    process.kill();

    assertThat(process.awaitExit(SOON)).isEqualTo(128 + 9);
    Await.until("all ended", SOON, () -> family.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(process.log().lines()).noneMatch(line -> line.text().equals("noticed"));
  }

  @Test
  void terminateLetsItEndInGoodOrder() {
    LabProcess process =
        node.start(
            "polite",
            List.of(
                "sh", "-c", "trap 'echo bye; exit 7' TERM; echo up; while :; do sleep 0.02; done"));
    process.log().await(Pattern.compile("up"), SOON);

    assertThat(process.terminate(SOON)).isEqualTo(7);
    process.log().await(Pattern.compile("^bye$"), SOON);
  }

  @Test
  void aLineThatDoesNotComeIsAnErrorWithTheLog() {
    LabProcess process = node.start("echo", List.of("echo", "something else"));

    assertThatThrownBy(() -> process.log().await(Pattern.compile("expected"), SOON))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("no line with 'expected' before it ended")
        .hasMessageContaining("something else");
  }

  private static String commandOf(long pid) {
    return Command.attempt("cat", "/proc/" + pid + "/comm").out().strip();
  }

  private static String stateOf(long pid) {
    String stat = Command.run("cat", "/proc/" + pid + "/stat").out();
    return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
  }
}
