package io.vipgate.app.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a file says in one section. */
final class SectionValues {
  private static final ConfigObject EMPTY = ConfigFactory.empty().root();

  private final String name;
  private final Located at;
  private final SourceText text;
  private final ConfigObject object;

  /**
   * @param name what the file calls it
   * @param at where it is; taken for empty if it is not a section
   * @param text for the order in which things stand in the file
   */
  SectionValues(String name, Located at, SourceText text) {
    this.name = name;
    this.at = at;
    this.text = text;
    this.object = at.section().orElse(EMPTY);
  }

  String name() {
    return name;
  }

  Located at() {
    return at;
  }

  /** All that is there, in the file's order; a null counts as not there, as in HOCON. */
  List<Map.Entry<String, Located>> present() {
    return object.entrySet().stream()
        .filter(entry -> !isNull(entry.getValue()))
        .map(entry -> Map.entry(entry.getKey(), at.child(entry.getKey(), entry.getValue())))
        .sorted(inFileOrder())
        .toList();
  }

  private Comparator<Map.Entry<String, Located>> inFileOrder() {
    return Comparator.comparing(
            (Map.Entry<String, Located> entry) -> entry.getValue().place(), text.order())
        .thenComparingInt(entry -> text.column(entry.getValue().place(), entry.getKey()))
        .thenComparing(Map.Entry::getKey);
  }

  /** The value as it stands there. */
  Optional<Located> raw(String key) {
    ConfigValue value = object.get(key);
    return value == null || isNull(value) ? Optional.empty() : Optional.of(at.child(key, value));
  }

  private static boolean isNull(ConfigValue value) {
    return Located.isResolved(value) && value.valueType() == ConfigValueType.NULL;
  }

  /** The value or its default; empty if it is neither there nor valid. */
  <T> Optional<T> find(Key<T> key) {
    Optional<Located> raw = raw(key.name());
    return raw.isPresent() ? key.type().read(raw.get(), Report.IGNORED) : key.defaultValue();
  }

  /** The value or its default, in a file that has no problems. */
  <T> T get(Key<T> key) {
    return find(key).orElseThrow(() -> new IllegalStateException(key.name() + ": not validated"));
  }

  <T> @Nullable T getOrNull(Key<T> key) {
    return find(key).orElse(null);
  }

  /** The value where it stands, or the section itself if it is not there. */
  Located locate(Key<?> key) {
    return raw(key.name()).orElse(at);
  }

  /** Where the key is, be it null; where the section begins if it is not there. */
  Place place(Key<?> key) {
    ConfigValue value = object.get(key.name());
    return value == null ? at.place() : Place.of(value.origin(), at.place());
  }

  /** A section in this one. */
  SectionValues inner(String innerName, Located innerAt) {
    return new SectionValues(innerName, innerAt, text);
  }

  /** The single section of this name; empty if it is not there. */
  SectionValues single(Section section) {
    Located child =
        raw(section.name())
            .orElseGet(() -> new Located(at.join(section.name()), EMPTY, at.place()));
    return inner(section.name(), child);
  }

  /** The sections with names, in the file's order. */
  List<SectionValues> named(Section section) {
    return single(section).present().stream()
        .filter(entry -> entry.getValue().section().isPresent())
        .map(entry -> inner(entry.getKey(), entry.getValue()))
        .toList();
  }
}
