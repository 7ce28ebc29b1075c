package io.vipgate.app.importer;

import java.util.List;
import java.util.Optional;

/**
 * Something that a virtual router tracks.
 *
 * @param name ours
 * @param script the script, if it is one
 * @param settings as the section {@code track.NAME} has them
 */
record TrackDraft(String name, Optional<TrackedScript> script, List<Setting> settings) {
  TrackDraft {
    settings = List.copyOf(settings);
  }
}
