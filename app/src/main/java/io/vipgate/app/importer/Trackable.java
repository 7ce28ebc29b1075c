package io.vipgate.app.importer;

import io.vipgate.app.importer.source.SourceLine;
import java.util.List;

/**
 * A {@code vrrp_script}, {@code vrrp_track_process} or {@code track_file} that instances may name.
 *
 * @param at where it is defined
 * @param command what a script runs, and the text of the file that this is, if it is here to be
 *     read; for a process a command that looks for it
 * @param weight unless the instance has its own
 * @param settings as ours has them, but for the weight; empty if ours cannot track it
 */
record Trackable(
    String name, SourceLine at, String command, TrackWeight weight, List<Setting> settings) {
  Trackable {
    settings = List.copyOf(settings);
  }
}
