package io.vipgate.app.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value, and where it was found.
 *
 * @param path from the root, names that need it in quotes
 */
record Located(String path, ConfigValue value, Place place) {
  private static final int SHOWN_CHARS = 80;
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*}");
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-]+");

  Located child(String name, ConfigValue child) {
    return new Located(join(name), child, Place.of(child.origin(), place));
  }

  List<Located> elements() {
    List<Located> elements = new ArrayList<>();
    for (ConfigValue element : (ConfigList) value) {
      String elementPath = path + "[" + elements.size() + "]";
      elements.add(new Located(elementPath, element, Place.of(element.origin(), place)));
    }
    return elements;
  }

  /** The path of a key in this section, whether it is there or not. */
  String join(String name) {
    String quoted = PLAIN_NAME.matcher(name).matches() ? name : ConfigUtil.quoteString(name);
    return path.isEmpty() ? quoted : path + "." + quoted;
  }

  boolean isList() {
    return isResolved() && value.valueType() == ConfigValueType.LIST;
  }

  /** The section that this is, if it is one. */
  Optional<ConfigObject> section() {
    return isResolved() && value instanceof ConfigObject object
        ? Optional.of(object)
        : Optional.empty();
  }

  /** The text of a string, number or boolean exactly as it was written. */
  Optional<String> scalar() {
    if (!isResolved()) {
      return Optional.empty();
    }
    return switch (value.valueType()) {
      case STRING -> Optional.of((String) value.unwrapped());
      case NUMBER, BOOLEAN -> Optional.of(value.atKey("text").getString("text"));
      case OBJECT, LIST, NULL -> Optional.empty();
    };
  }

  /** False if a substitution in it refers to nothing. */
  boolean isResolved() {
    return isResolved(value);
  }

  static boolean isResolved(ConfigValue value) {
    try {
      // A section that waits for a substitution has a type, but no keys yet.
      Object known = value instanceof ConfigObject object ? object.keySet() : value.valueType();
      return known != null;
    } catch (ConfigException.NotResolved e) {
      return false;
    }
  }

  /** The value for people: on one line, and not too long. */
  String shown() {
    if (!isResolved()) {
      Matcher reference = REFERENCE.matcher(value.render());
      return reference.find() ? oneLine(reference.group()) : "a substitution";
    }
    return switch (value.valueType()) {
      case OBJECT -> "a section";
      case LIST -> ((ConfigList) value).isEmpty() ? "an empty list" : "a list";
      case NULL -> "null";
      case STRING, NUMBER, BOOLEAN -> scalar().map(Located::oneLine).orElse("");
    };
  }

  /** Text for people: no control characters, and not too long. */
  static String oneLine(String text) {
    String printable = text.replaceAll("\\p{Cntrl}+", " ");
    if (printable.isBlank()) {
      return '"' + printable + '"';
    }
    return printable.length() <= SHOWN_CHARS
        ? printable
        : printable.substring(0, SHOWN_CHARS) + "...";
  }
}
