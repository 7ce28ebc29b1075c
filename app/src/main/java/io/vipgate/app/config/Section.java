package io.vipgate.app.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * A section of the file: its keys, and the sections in it.
 *
 * @param name its key in the section around it
 * @param kind how often it is there
 * @param doc for the reference page
 * @param check what one key's value demands of another's
 */
record Section(
    String name, Kind kind, String doc, List<Key<?>> keys, List<Section> sections, Check check) {

  /** How a section stands in the one around it. */
  enum Kind {
    /** {@code name { keys }}; absent, all its keys are. */
    SINGLE,
    /** {@code name { NAME { keys } ... }}, any number. */
    NAMED,
    /** As {@link #NAMED}, at least one. */
    NAMED_REQUIRED,
    /** Whatever people put there. */
    FREE
  }

  /** A rule about several keys of one section. */
  interface Check {
    void check(SectionValues values, Report report);
  }

  /** Of all that may stand in it. */
  List<String> names() {
    return Stream.concat(keys.stream().map(Key::name), sections.stream().map(Section::name))
        .toList();
  }
}
