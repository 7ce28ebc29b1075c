package io.vipgate.app.reload;

import io.vipgate.app.config.DurationText;
import io.vipgate.app.config.VipgateConfig;
import io.vipgate.app.config.Written;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as paths and values. It goes by the records themselves, so that a key that is new
 * to them is compared without a line about it here.
 *
 * <p>A record whose name ends in {@code Config} is a section; in a list, one whose first component
 * is its {@code name} is a section of that name. Everything else is a value.
 */
final class ConfigTree {
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, List<String>> orders = new LinkedHashMap<>();

  /**
   * What stands at a path.
   *
   * @param section the path of the section that it is in; empty at the top
   * @param value null: a section
   * @param shown what people may see of the value
   */
  record Entry(String section, @Nullable Object value, String shown) {}

  ConfigTree(VipgateConfig config) {
    addContents("", config);
  }

  /** Every path, sections ahead of what is in them, in the configuration's own order. */
  Map<String, Entry> entries() {
    return entries;
  }

  /** The names of named sections in their order, by the path that they share. */
  Map<String, List<String>> orders() {
    return orders;
  }

  private void addContents(String path, Object section) {
    for (RecordComponent component : section.getClass().getRecordComponents()) {
      Object value = valueOf(component, section);
      if (value != null && !component.getName().equals("name")) {
        addIn(path, component, value);
      }
    }
  }

  private void addIn(String path, RecordComponent component, Object value) {
    if (isFlat(component)) {
      addContents(path, value);
    } else {
      add(path, component, value);
    }
  }

  private static boolean isFlat(RecordComponent component) {
    Written written = component.getAnnotation(Written.class);
    return written != null && written.flat();
  }

  private void add(String section, RecordComponent component, Object value) {
    String path = below(section, keyOf(component));
    if (isSection(value)) {
      addSection(section, path, value);
    } else if (value instanceof List<?> list && list.stream().anyMatch(ConfigTree::isNamed)) {
      orders.put(path, list.stream().map(ConfigTree::nameOf).toList());
      list.forEach(named -> addSection(section, below(path, quoted(nameOf(named))), named));
    } else {
      entries.put(path, new Entry(section, value, isSecret(component) ? "(secret)" : shown(value)));
    }
  }

  private void addSection(String above, String path, Object section) {
    entries.put(path, new Entry(above, null, ""));
    addContents(path, section);
  }

  private static boolean isSection(Object value) {
    return value instanceof Record && value.getClass().getSimpleName().endsWith("Config");
  }

  private static boolean isNamed(Object value) {
    return value instanceof Record
        && value.getClass().getRecordComponents()[0].getName().equals("name");
  }

  private static String nameOf(Object section) {
    return String.valueOf(valueOf(section.getClass().getRecordComponents()[0], section));
  }

  private static String keyOf(RecordComponent component) {
    Written written = component.getAnnotation(Written.class);
    return written != null && !written.as().isEmpty()
        ? written.as()
        : component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static boolean isSecret(RecordComponent component) {
    Written written = component.getAnnotation(Written.class);
    return written != null && written.secretly();
  }

  private static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** As the file has to have it. */
  private static String quoted(String name) {
    return name.indexOf('.') < 0 ? name : '"' + name + '"';
  }

  private static String shown(Object value) {
    if (value instanceof Duration duration) {
      return DurationText.format(duration);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ConfigTree::shown).collect(Collectors.joining(", ", "[", "]"));
    }
    return String.valueOf(value);
  }

  /** Null if nothing is there. */
  private static @Nullable Object valueOf(RecordComponent component, Object of) {
    try {
      Object value = component.getAccessor().invoke(of);
      if (value instanceof Optional<?> optional) {
        return optional.orElse(null);
      }
      return value instanceof List<?> list && list.isEmpty() ? null : value;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component + ": not readable (expected: a public record)", e);
    }
  }
}
