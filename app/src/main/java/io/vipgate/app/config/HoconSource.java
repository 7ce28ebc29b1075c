package io.vipgate.app.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From files to a tree of values. */
final class HoconSource {
  private static final ConfigParseOptions STRICT =
      ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false);

  private static final Pattern ADVICE = Pattern.compile(" \\(if you intended.*", Pattern.DOTALL);

  private final Path file;
  private final SourceText text;
  private final Report report;

  /**
   * @param file absolute, so that includes are found beside it
   */
  HoconSource(Path file, SourceText text, Report report) {
    this.file = file;
    this.text = text;
    this.report = report;
  }

  /** The tree, in which substitutions that refer to nothing are left; empty if it has problems. */
  Optional<Located> read() {
    if (!isReadable()) {
      return Optional.empty();
    }
    try {
      StrictIncluder includer = new StrictIncluder(file, STRICT, text, report);
      Config parsed = ConfigFactory.parseFile(file.toFile(), STRICT.setIncluder(includer));
      Config resolved = parsed.resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true));
      return Optional.of(new Located("", resolved.root(), start()));
    } catch (ConfigException e) {
      report.problem(place(e.origin()), "(file)", "not valid HOCON", message(e));
    } catch (StackOverflowError e) {
      // The parser descends into { and [ by recursion.
      report.problem(start(), "(file)", "nested too deeply", "a few levels of { and [");
    }
    return Optional.empty();
  }

  private boolean isReadable() {
    if (!Files.exists(file)) {
      report.problem(start(), "(file)", "absent", "a file; \"vipgate init\" writes one");
      return false;
    }
    if (!Files.isRegularFile(file)) {
      report.problem(start(), "(file)", "not a file", "a regular file");
      return false;
    }
    if (!Files.isReadable(file)) {
      report.problem(
          start(),
          "(file)",
          "not readable for this user",
          "read permission, such as chgrp vipgate and chmod 640");
      return false;
    }
    return true;
  }

  private Place start() {
    return new Place(file.toString(), 1);
  }

  private Place place(@Nullable ConfigOrigin origin) {
    return origin == null ? start() : Place.of(origin, start());
  }

  /** The parser's own words, without their place and without advice on what else was meant. */
  static String message(ConfigException e) {
    ConfigOrigin origin = e.origin();
    String prefix = origin == null ? "" : origin.description() + ": ";
    String message = String.valueOf(e.getMessage());
    return ADVICE
        .matcher(message.startsWith(prefix) ? message.substring(prefix.length()) : message)
        .replaceAll("")
        .replaceAll("\\p{Cntrl}+", " ");
  }
}
