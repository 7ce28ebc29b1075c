package io.vipgate.app.notify;

import io.vipgate.app.track.ScriptProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

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
    OptionalInt status = ScriptProcess.run(whole, timeout);
    if (status.isEmpty()) {
      throw new IOException(
          command.get(0) + ": value: running after " + timeout + " (expected: an exit)");
    }
    if (status.getAsInt() != 0) {
      throw new IOException(
          command.get(0) + ": exit status: value: " + status.getAsInt() + " (expected: 0)");
    }
  }
}
