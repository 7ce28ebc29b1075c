package io.vipgate.app.importer;

import io.vipgate.app.importer.keepalived.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the {@code track_…} blocks of a {@code vrrp_instance} or a {@code vrrp_sync_group}. What
 * becomes of scripts is settled later, by {@link ScriptFates}: it hangs on what they ask.
 */
final class TrackReader {
  /** The blocks that it reads. */
  static final Set<String> BLOCKS =
      Set.of("track_interface", "track_script", "track_process", "track_file");

  static final String GROUPS_TRACK_FAULTS =
      "not tracked: members of a sync group rank as one, so that only a fault (weight 0) counts";

  private final Map<String, Map<String, Trackable>> trackables;
  private final String ownInterface;
  private final boolean isInGroup;
  private final Names names;
  private final Ledger ledger;

  /**
   * For one instance.
   *
   * @param trackables by block and name
   * @param ownInterface that of the adverts
   * @param isInGroup whether it is of a sync group, whose members rank as one
   * @param names those that the instance's tracks have so far
   */
  TrackReader(
      Map<String, Map<String, Trackable>> trackables,
      String ownInterface,
      boolean isInGroup,
      Names names,
      Ledger ledger) {
    this.trackables = trackables;
    this.ownInterface = ownInterface;
    this.isInGroup = isInGroup;
    this.names = names;
    this.ledger = ledger;
  }

  List<TrackDraft> read(Statement block) {
    ledger.carried(block.at(), block.keyword(), "see each line");
    List<TrackDraft> tracks = new ArrayList<>();
    for (Statement line : block.children()) {
      boolean isInterface = block.keyword().equals("track_interface");
      (isInterface ? ofInterface(line) : ofDefined(block.keyword(), line)).ifPresent(tracks::add);
    }
    return tracks;
  }

  private Optional<TrackDraft> ofInterface(Statement line) {
    TrackWeight weight = weight(line, new TrackWeight(0, false));
    if (line.keyword().equals(ownInterface)) {
      boolean isFault = weight.value() == 0;
      ledger.add(
          isFault ? Fate.CARRIED : Fate.LOST,
          line.at(),
          Statements.shown(line),
          isFault
              ? "without it there are no adverts, and the peers take over"
              : "without it there are no adverts: that is a fault, whatever the weight");
      return Optional.empty();
    }
    return draft(
        line,
        weight,
        Optional.empty(),
        List.of(
            new Setting("type", "interface", line.at().toString()),
            new Setting("interface", Hocon.text(line.keyword()), line.at().toString())));
  }

  private Optional<TrackDraft> ofDefined(String kind, Statement line) {
    Trackable trackable = trackables.getOrDefault(kind, Map.of()).get(line.keyword());
    if (trackable == null || trackable.settings().isEmpty()) {
      lost(
          line,
          trackable == null
              ? "nothing to track is defined by that name"
              : "ours cannot track it: see %s".formatted(trackable.at()));
      return Optional.empty();
    }
    TrackWeight weight = weight(line, trackable.weight());
    if (kind.equals("track_script")) {
      TrackedScript script =
          new TrackedScript(
              trackable.name(), line.at(), trackable.at(), trackable.command(), weight.value());
      return draft(line, weight, Optional.of(script), trackable.settings());
    }
    Verdict verdict = ScriptVerdict.of(trackable.command(), Set.of());
    if (verdict.fate() != Fate.CARRIED) {
      ledger.add(verdict, line.at(), Statements.shown(line));
      return Optional.empty();
    }
    return draft(line, weight, Optional.empty(), trackable.settings());
  }

  private TrackWeight weight(Statement line, TrackWeight byDefault) {
    Optional<TrackWeight> own = TrackWeight.read(line);
    if (own.isEmpty() && TrackWeight.isIn(line)) {
      lost(
          line,
          "a weight is from -254 to 254: that of its definition, %d".formatted(byDefault.value()));
    }
    return own.orElse(byDefault);
  }

  private Optional<TrackDraft> draft(
      Statement line, TrackWeight weight, Optional<TrackedScript> script, List<Setting> settings) {
    if (isInGroup && weight.value() != 0 && script.isEmpty()) {
      lost(line, GROUPS_TRACK_FAULTS);
      return Optional.empty();
    }
    List<Setting> all = new ArrayList<>(settings);
    all.add(1, new Setting("weight", weight.value() + "", line.at().toString()));
    if (weight.isReverse()) {
      all.add(2, new Setting("reverse", "true", line.at().toString()));
    }
    String name = names.give(line.keyword());
    if (script.isEmpty()) {
      ledger.carried(line.at(), Statements.shown(line), "as track." + name);
    }
    return Optional.of(new TrackDraft(name, script, all));
  }

  private void lost(Statement line, String says) {
    ledger.lost(line.at(), Statements.shown(line), says);
  }
}
