package io.vipgate.app.track;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vipgate.app.config.Tracked;
import io.vipgate.vrrp.role.Observation;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptRunTest {

  private final List<Observation> heard = new ArrayList<>();

  @Test
  void theExitStatusDecides() {
    run(List.of("/bin/true"), 1, 1).run();
    run(List.of("/bin/false"), 1, 1).run();
    assertThat(heard)
        .containsExactly(
            new Observation.Up("exit status 0"), new Observation.Down("exit status 1"));
  }

  @Test
  void argumentsAreNotForAShell() {
    run(List.of("/usr/bin/test", "$HOME", "=", "$HOME;false"), 1, 1).run();
    run(List.of("/usr/bin/test", "$HOME", "=", "$HOME"), 1, 1).run();
    assertThat(heard)
        .containsExactly(
            new Observation.Down("exit status 1"), new Observation.Up("exit status 0"));
  }

  @Test
  void whatTakesTooLongIsKilledWithWhatItStarted() {
    long startedNs = System.nanoTime();
    run(List.of("/bin/sh", "-c", "sleep 4711 & wait"), 1, 1).run();
    assertThat(Duration.ofNanos(System.nanoTime() - startedNs)).isLessThan(Duration.ofSeconds(60));
    assertThat(heard).containsExactly(new Observation.Down("no exit within 200 ms"));
    // Killed is not yet gone: each is a process until its exit is done.
    runningWith("4711").forEach(process -> process.onExit().orTimeout(30, SECONDS).join());
    assertThat(runningWith("4711")).isEmpty();
  }

  @Test
  void aProgramThatCannotBeRunIsAFailure() {
    run(List.of("/no/such/program"), 1, 1).run();
    assertThat(heard).hasSize(1);
    assertThat(heard.get(0)).isInstanceOf(Observation.Down.class);
    assertThat(heard.get(0).evidence()).contains("/no/such/program");
  }

  @Test
  void riseAndFall() {
    RiseAndFall opinion = new RiseAndFall(2, 3);
    assertThat(results(opinion, false, true, true, false, false, true, false, false, false, true))
        .containsExactly(false, false, true, true, true, true, true, true, false, false);
  }

  @Test
  void theFirstResultDecidesAlone() {
    assertThat(results(new RiseAndFall(5, 5), true, false)).containsExactly(true, true);
  }

  @Test
  void asAnotherUser() {
    assertThat(ScriptProcess.as(System.getProperty("user.name"), List.of("/bin/true")))
        .containsExactly("/bin/true");
    assertThat(ScriptProcess.as("nobody", List.of("/bin/true")))
        .startsWith("/usr/bin/setpriv", "--reuid", "nobody", "--regid")
        .endsWith("--", "/bin/true");
    assertThatThrownBy(() -> ScriptProcess.as("nobody-has-this-name", List.of("/bin/true")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("user: value: nobody-has-this-name (expected: one that id(1) knows)");
  }

  private static List<Boolean> results(RiseAndFall opinion, boolean... successes) {
    List<Boolean> results = new ArrayList<>();
    for (boolean success : successes) {
      results.add(opinion.on(success));
    }
    return results;
  }

  private ScriptRun run(List<String> command, int rise, int fall) {
    Tracked.Script script =
        new Tracked.Script(
            command, Duration.ofSeconds(1), Duration.ofMillis(200), rise, fall, null);
    return new ScriptRun(script, command, heard::add);
  }

  private static List<ProcessHandle> runningWith(String argument) {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().arguments().map(List::of).orElse(List.of()).contains(argument))
        .toList();
  }
}
