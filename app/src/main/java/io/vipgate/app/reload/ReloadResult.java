package io.vipgate.app.reload;

import java.util.ArrayList;
import java.util.List;

/** What became of a reload. */
public sealed interface ReloadResult {

  /** For people, lines without their ends. */
  List<String> lines();

  /**
   * The configuration of the file is in force.
   *
   * @param changes what differs from the one before; empty if nothing did
   * @param warnings as {@code check} has them
   */
  record Applied(List<ConfigChange> changes, List<String> warnings) implements ReloadResult {
    public Applied {
      changes = List.copyOf(changes);
      warnings = List.copyOf(warnings);
    }

    @Override
    public List<String> lines() {
      List<String> lines = new ArrayList<>(warnings);
      changes.forEach(change -> lines.add(change.toString()));
      lines.add(
          changes.isEmpty()
              ? "reloaded: nothing has changed"
              : "reloaded: %d change%s".formatted(changes.size(), changes.size() == 1 ? "" : "s"));
      return lines;
    }
  }

  /**
   * Nothing has changed, since the file is wrong or the machine does not have what it asks for.
   *
   * @param problems all that were found, at least one
   */
  record Rejected(List<String> problems) implements ReloadResult {
    public Rejected {
      problems = List.copyOf(problems);
    }

    @Override
    public List<String> lines() {
      List<String> lines = new ArrayList<>(problems);
      lines.add("not reloaded: everything stays as it is");
      return lines;
    }
  }
}
