package io.vipgate.health.probe;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Runs a program, and takes its exit code for the answer: 0 is ready. Its first line of output is
 * evidence. When the time is up it is killed, with all that it started and that is still there.
 */
final class ProgramProbe implements Probe {
  private final ProbeSpec spec;
  private final ProgramSettings settings;
  private final Means means;

  ProgramProbe(ProbeSpec spec, Means means) {
    this.spec = spec;
    this.settings = spec.settings().program();
    this.means = means;
  }

  @Override
  public void start(EventLoop loop, Consumer<ProbeResult> once) {
    Attempt attempt = new Attempt(loop, spec, once);
    ProgramRun run = new ProgramRun(settings, () -> means.variables().apply(settings.server()));
    attempt.over(run::kill, this::timedOut);
    try {
      // Starting a process, and waiting for it, block.
      means
          .blocking()
          .execute(
              () -> {
                Finding finding = finding(run);
                loop.execute(() -> attempt.conclude(finding));
              });
    } catch (RejectedExecutionException e) {
      attempt.conclude(new Finding(Reason.LOCAL, "the program was not run: " + e.getMessage()));
    }
  }

  private Finding timedOut() {
    return new Finding(
        Reason.TIMEOUT,
        "%s has not ended within %s, and was killed"
            .formatted(settings.command().get(0), Finding.span(spec.timeoutNs())));
  }

  private static Finding finding(ProgramRun run) {
    try {
      ProgramRun.Outcome outcome = run.execute();
      return new Finding(
          outcome.exitCode() == 0 ? Reason.OK : Reason.PROGRAM, outcome.description());
    } catch (IOException e) {
      return new Finding(Reason.LOCAL, "the program could not be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Finding(Reason.LOCAL, "the program was interrupted");
    }
  }
}
