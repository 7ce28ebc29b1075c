package io.vipgate.lab.interop;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the trials found, for each setting. */
final class Findings {
  private final Map<Setting, Map<Trial, List<String>>> bySetting = new HashMap<>();

  /** The cell went through the trial without a fault, or with this one. */
  void add(Cell cell, Trial trial, String fault) {
    List<String> faults =
        bySetting
            .computeIfAbsent(cell.setting(), key -> new EnumMap<>(Trial.class))
            .computeIfAbsent(trial, key -> new ArrayList<>());
    if (!fault.isEmpty()) {
      faults.add(cell + ": " + trial.title() + ": " + fault);
    }
  }

  /** As it stands in the table: {@code yes}, {@code NO}, or {@code -} if it was not tried. */
  String verdict(Setting setting, Trial trial) {
    List<String> faults = bySetting.getOrDefault(setting, Map.of()).get(trial);
    if (faults == null) {
      return "-";
    }
    return faults.isEmpty() ? "yes" : "NO";
  }

  /** All faults, one a line. */
  List<String> faults() {
    return bySetting.values().stream()
        .flatMap(trials -> trials.values().stream())
        .flatMap(List::stream)
        .sorted()
        .toList();
  }
}
