package io.vipgate.app.track;

import io.vipgate.app.config.Tracked;
import io.vipgate.vrrp.role.Observation;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Runs a script again and again, one at a time, and kills what takes too long. */
final class ScriptRun implements Runnable {
  private final Tracked.Script script;
  private final List<String> command;
  private final RiseAndFall opinion;
  private final Consumer<Observation> observed;

  /**
   * @param command the script's, with what it takes to run it as its user
   * @param observed hears the result of each run, on any thread
   */
  ScriptRun(Tracked.Script script, List<String> command, Consumer<Observation> observed) {
    this.script = script;
    this.command = command;
    this.observed = observed;
    this.opinion = new RiseAndFall(script.rise(), script.fall());
  }

  /** One run; returns when it has ended, which is within the timeout. */
  @Override
  public void run() {
    try {
      ScriptProcess.run(command, script.timeout())
          .ifPresentOrElse(
              status -> conclude(status == 0, "exit status " + status),
              () -> conclude(false, "no exit within " + script.timeout().toMillis() + " ms"));
    } catch (IOException e) {
      conclude(false, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void conclude(boolean success, String evidence) {
    boolean up = opinion.on(success);
    if (up == success) {
      observed.accept(up ? new Observation.Up(evidence) : new Observation.Down(evidence));
    }
  }
}
