package io.vipgate.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of changes of state.
 *
 * @param command run for each change of a virtual router: an absolute path and its arguments, to
 *     which four are added; empty: none
 * @param user to run the command as; null: as vipgate itself
 * @param timeout after which the command, or the webhook's answer, is no longer waited for
 * @param fifo a named pipe that gets a line for each such change; null: none
 * @param priorityChanges whether the pipe hears of changes of the priority alone
 * @param webhook where each entry of the journal is posted; null: nowhere
 */
public record NotifyConfig(
    List<String> command,
    @Nullable String user,
    Duration timeout,
    @Nullable Path fifo,
    boolean priorityChanges,
    @Nullable URI webhook) {
  public NotifyConfig {
    command = List.copyOf(command);
  }
}
