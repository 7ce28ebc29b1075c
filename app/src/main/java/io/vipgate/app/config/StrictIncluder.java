package io.vipgate.app.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Includes files, and only files: an include that is not there is a problem, where HOCON would go
 * on without it, and nothing is fetched over a network that this configuration has yet to make.
 */
final class StrictIncluder
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private static final String EXPECTED = "a file, beside this one or with its absolute path";

  private final Deque<Path> including = new ArrayDeque<>();
  private final ConfigParseOptions options;
  private final SourceText text;
  private final Report report;

  StrictIncluder(Path mainFile, ConfigParseOptions options, SourceText text, Report report) {
    this.options = options;
    this.text = text;
    this.report = report;
    including.push(mainFile);
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    return includeFile(what);
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return includeFile(what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    return refuse(what.toString(), "a URL", EXPECTED);
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    return refuse(what, "a resource of the class path", EXPECTED);
  }

  private ConfigObject includeFile(String what) {
    Path file = including.element().resolveSibling(what).normalize();
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      return refuse(what, what, EXPECTED + ", that is there and readable");
    }
    if (including.contains(file)) {
      return refuse(what, what, "no file that includes itself");
    }
    including.push(file);
    try {
      return ConfigFactory.parseFile(file.toFile(), options.setIncluder(this)).root();
    } catch (ConfigException.Parse e) {
      Place start = new Place(file.toString(), 1);
      Place place = e.origin() == null ? start : Place.of(e.origin(), start);
      report.problem(place, "(file)", "not valid HOCON", HoconSource.message(e));
      return ConfigFactory.empty().root();
    } finally {
      including.pop();
    }
  }

  private ConfigObject refuse(String what, String value, String expected) {
    report.problem(text.include(including.element().toString(), what), "include", value, expected);
    return ConfigFactory.empty().root();
  }
}
