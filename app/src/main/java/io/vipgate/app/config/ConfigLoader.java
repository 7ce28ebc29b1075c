package io.vipgate.app.config;

import java.nio.file.Path;
import java.util.Optional;

/** Reads a configuration file. */
public final class ConfigLoader {
  private ConfigLoader() {}

  /**
   * Reads, resolves and validates {@code file} and what it includes.
   *
   * @param vocabulary the algorithms and check types that there are
   * @return the configuration, or every problem at once; problems name {@code file} as it is given
   */
  public static LoadResult load(Path file, Vocabulary vocabulary) {
    Path absolute = file.toAbsolutePath().normalize();
    SourceText text = new SourceText(absolute.toString());
    Report report = new Report(text, file.toString());
    Schema schema = new Schema(vocabulary);
    Optional<SectionValues> values =
        new HoconSource(absolute, text, report)
            .read()
            .map(root -> new SectionValues("", root, text));
    // With a file that could not be read whole, most of what seems to be missing is not.
    if (values.isPresent() && report.isClean()) {
      new SchemaValidator(report).validate(schema.root(), values.get());
    }
    return values.isPresent() && report.isClean()
        ? new LoadResult.Loaded(schema.build(values.get()), report.warnings())
        : new LoadResult.Rejected(report.problems());
  }
}
