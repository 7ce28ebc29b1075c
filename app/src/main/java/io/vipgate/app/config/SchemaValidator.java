package io.vipgate.app.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Compares what a file says with what the schema allows. */
final class SchemaValidator {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final String NAME_EXPECTED =
      "a name of 1 to 63 letters, digits, dots, dashes and underscores; with dots it needs quotes";

  private final Report report;

  SchemaValidator(Report report) {
    this.report = report;
  }

  void validate(Section section, SectionValues values) {
    Set<String> suggested = reportUnknown(section, values);
    for (Key<?> key : section.keys()) {
      validateKey(key, values, suggested);
    }
    for (Section inner : section.sections()) {
      validateInner(inner, values);
    }
    section.check().check(values, report);
  }

  private void validateKey(Key<?> key, SectionValues values, Set<String> suggested) {
    Optional<Located> raw = values.raw(key.name());
    if (raw.isPresent()) {
      key.type().read(raw.get(), report);
      return;
    }
    // A name that was only mistyped is one mistake, and reported as such.
    if (key.isRequired() && !suggested.contains(key.name())) {
      report.problem(
          values.place(key), values.at().join(key.name()), "missing", key.type().expected());
    }
  }

  private void validateInner(Section inner, SectionValues around) {
    SectionValues values = around.single(inner);
    if (values.at().section().isEmpty()) {
      report.problem(values.at(), "a section: " + inner.name() + " { ... }");
      return;
    }
    switch (inner.kind()) {
      case SINGLE -> validate(inner, values);
      case NAMED -> validateNamed(inner, values);
      case NAMED_REQUIRED -> {
        if (values.present().isEmpty()) {
          report.problem(
              values.at().place(),
              values.at().path(),
              "none",
              "at least one " + inner.name() + ".NAME");
        }
        validateNamed(inner, values);
      }
      case FREE -> {}
    }
  }

  private void validateName(String name, Located at) {
    if (!NAME.matcher(name).matches()) {
      report.problem(at.place(), at.path(), Located.oneLine(name), NAME_EXPECTED);
    }
  }

  private void validateNamed(Section inner, SectionValues group) {
    for (Map.Entry<String, Located> entry : group.present()) {
      validateName(entry.getKey(), entry.getValue());
      if (entry.getValue().section().isPresent()) {
        validate(inner, group.inner(entry.getKey(), entry.getValue()));
      } else {
        report.problem(
            entry.getValue(),
            "a name before the key: %s.NAME.%s".formatted(group.name(), entry.getKey()));
      }
    }
  }

  /** Returns the keys that were probably meant by unknown ones. */
  private Set<String> reportUnknown(Section section, SectionValues values) {
    List<String> known = section.names();
    Set<String> meant = new HashSet<>();
    for (Map.Entry<String, Located> entry : values.present()) {
      if (!known.contains(entry.getKey())) {
        meant.addAll(reportUnknown(section, entry.getKey(), entry.getValue()));
      }
    }
    return meant;
  }

  private List<String> reportUnknown(Section section, String typed, Located at) {
    Optional<String> nearest = nearest(section, typed);
    String known = "one of " + String.join(", ", section.names());
    // Without quotes, a name with dots is a section in a section, and the outer one lacks all keys.
    boolean perhapsDots =
        nearest.isEmpty() && section.sections().isEmpty() && at.section().isPresent();
    String expected =
        perhapsDots
            ? known + "; a name with dots needs quotes"
            : nearest.map(name -> "did you mean " + name + "?").orElse(known);
    report.problem(at.place(), at.path(), "unknown key", expected);
    return perhapsDots ? section.names() : nearest.stream().toList();
  }

  private static Optional<String> nearest(Section section, String typed) {
    return section.keys().stream()
        .filter(key -> key.knownAs().contains(typed))
        .<String>map(Key::name)
        .findFirst()
        .or(() -> NearestName.among(section.names(), typed));
  }
}
