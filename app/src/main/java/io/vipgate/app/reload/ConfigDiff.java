package io.vipgate.app.reload;

import io.vipgate.app.config.VipgateConfig;
import io.vipgate.app.reload.ConfigChange.Added;
import io.vipgate.app.reload.ConfigChange.Changed;
import io.vipgate.app.reload.ConfigChange.Removed;
import io.vipgate.app.reload.ConfigTree.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What differs between two configurations. */
public final class ConfigDiff {
  private ConfigDiff() {}

  /**
   * Every difference once: what is in a section that came or went is not named beside it. Empty
   * exactly if the two are equal.
   */
  public static List<ConfigChange> between(VipgateConfig from, VipgateConfig to) {
    ConfigTree before = new ConfigTree(from);
    ConfigTree after = new ConfigTree(to);
    List<ConfigChange> changes = new ArrayList<>();
    alone(before.entries(), after.entries()).forEach(path -> changes.add(new Removed(path)));
    alone(after.entries(), before.entries()).forEach(path -> changes.add(new Added(path)));
    changes.addAll(changedValues(before.entries(), after.entries()));
    changes.addAll(changedOrders(before.orders(), after.orders()));
    return List.copyOf(changes);
  }

  /** The paths that only the first one has, without those in a section that only it has. */
  private static List<String> alone(Map<String, Entry> in, Map<String, Entry> notIn) {
    List<String> paths = new ArrayList<>();
    in.forEach(
        (path, entry) -> {
          boolean sectionInBoth = entry.section().isEmpty() || notIn.containsKey(entry.section());
          if (sectionInBoth && !notIn.containsKey(path)) {
            paths.add(path);
          }
        });
    return paths;
  }

  private static List<ConfigChange> changedValues(
      Map<String, Entry> before, Map<String, Entry> after) {
    List<ConfigChange> changes = new ArrayList<>();
    before.forEach(
        (path, was) -> {
          Entry is = after.get(path);
          if (is != null && !Objects.equals(was.value(), is.value())) {
            changes.add(new Changed(path, was.shown(), is.shown()));
          }
        });
    return changes;
  }

  /** Only where nobody came or went, which would be news of its own. */
  private static List<ConfigChange> changedOrders(
      Map<String, List<String>> before, Map<String, List<String>> after) {
    List<ConfigChange> changes = new ArrayList<>();
    before.forEach(
        (path, was) -> {
          List<String> is = after.getOrDefault(path, List.of());
          if (!was.equals(is) && new HashSet<>(was).equals(new HashSet<>(is))) {
            changes.add(new Changed(path, was.toString(), is.toString()));
          }
        });
    return changes;
  }
}
