package io.vipgate.app.config;

import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Optional;

/**
 * One key of a section. The parser, the suggestions, the defaults and the reference page are all
 * made of these.
 *
 * @param presence what it means when the key is not there
 * @param knownAs what keepalived or haproxy call it; understood by suggestions only
 * @param doc for the reference page
 */
record Key<T>(String name, ValueType<T> type, Presence presence, List<String> knownAs, String doc) {

  /** What it means when a key is not there. */
  sealed interface Presence {}

  /** An error. */
  record Required() implements Presence {}

  /**
   * A fixed value.
   *
   * @param text as it would stand in the file
   */
  record Default(String text) implements Presence {}

  /**
   * Something that is not one fixed value.
   *
   * @param meaning for the reference page
   */
  record Optionally(String meaning) implements Presence {}

  static <T> Key<T> required(String name, ValueType<T> type, String doc) {
    return new Key<>(name, type, new Required(), List.of(), doc);
  }

  static <T> Key<T> withDefault(String name, ValueType<T> type, String text, String doc) {
    return new Key<>(name, type, new Default(text), List.of(), doc);
  }

  static <T> Key<T> optional(String name, ValueType<T> type, String meaning, String doc) {
    return new Key<>(name, type, new Optionally(meaning), List.of(), doc);
  }

  Key<T> knownAs(String... names) {
    return new Key<>(name, type, presence, List.of(names), doc);
  }

  boolean isRequired() {
    return presence instanceof Required;
  }

  /** The value when the key is not there. */
  Optional<T> defaultValue() {
    if (!(presence instanceof Default standard)) {
      return Optional.empty();
    }
    Located at =
        new Located(
            name, ConfigValueFactory.fromAnyRef(standard.text()), new Place("(default)", 1));
    return type.read(at, Report.IGNORED);
  }
}
