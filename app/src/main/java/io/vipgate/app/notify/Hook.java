package io.vipgate.app.notify;

import io.vipgate.app.track.ScriptProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command for each news. */
final class Hook implements Courier.Receiver<RoleNews> {
  private final List<String> command;
  private final Duration timeout;

  Hook(List<String> command, Duration timeout) {
    this.command = List.copyOf(command);
    this.timeout = timeout;
  }

  @Override
  public void receive(RoleNews news) throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(news.words());
    Process process = ScriptProcess.start(whole);
    if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      ScriptProcess.kill(process);
      throw new IOException(
          command.get(0) + ": value: running after " + timeout + " (expected: an exit)");
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          command.get(0) + ": exit status: value: " + process.exitValue() + " (expected: 0)");
    }
  }
}
