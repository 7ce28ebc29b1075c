package io.vipgate.app.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What outlives a restart ({@code state}).
 *
 * @param directory where it is kept, if the file says so
 * @param keepOrders whether what operators ordered of servers outlives it
 */
public record StateConfig(Optional<Path> directory, boolean keepOrders) {

  /** The variable in which systemd names a unit's state directory (systemd.exec(5)). */
  private static final String VARIABLE = "STATE_DIRECTORY";

  /** The directory of the file, or else of the environment. */
  public Optional<Path> directory(Map<String, String> environment) {
    return directory.or(() -> Optional.ofNullable(environment.get(VARIABLE)).map(Path::of));
  }
}
