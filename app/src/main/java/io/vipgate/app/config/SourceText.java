package io.vipgate.app.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The text of the main file and of what it includes. The parser keeps neither the order of keys nor
 * the place of an include: this is for looking them up, in the few cases that it matters.
 */
final class SourceText {
  private final String mainFile;
  private final Map<String, List<String>> linesByFile = new HashMap<>();

  SourceText(String mainFile) {
    this.mainFile = mainFile;
  }

  String mainFile() {
    return mainFile;
  }

  /** The main file before others, then by line. */
  Comparator<Place> order() {
    return Comparator.comparing((Place place) -> !place.file().equals(mainFile))
        .thenComparing(Place::file)
        .thenComparingInt(Place::line);
  }

  /** Where {@code key} stands in its line, from 0; after all others if it cannot be found. */
  int column(Place place, String key) {
    List<String> lines = lines(place.file());
    if (place.line() > lines.size()) {
      return Integer.MAX_VALUE;
    }
    Pattern asKey =
        Pattern.compile("(?<![A-Za-z0-9_-])\"?" + Pattern.quote(key) + "\"?\\s*[.:={+]");
    Matcher matcher = asKey.matcher(lines.get(place.line() - 1));
    return matcher.find() ? matcher.start() : Integer.MAX_VALUE;
  }

  /** Where {@code file} includes {@code target}; its first line if that cannot be found. */
  Place include(String file, String target) {
    Pattern statement = Pattern.compile("\\binclude\\b.*" + Pattern.quote(target));
    List<String> lines = lines(file);
    OptionalInt line =
        IntStream.range(0, lines.size())
            .filter(i -> statement.matcher(lines.get(i)).find())
            .findFirst();
    return new Place(file, line.orElse(0) + 1);
  }

  private List<String> lines(String file) {
    return linesByFile.computeIfAbsent(file, SourceText::read);
  }

  private static List<String> read(String file) {
    try {
      String text = new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8);
      return List.of(text.split("\n", -1));
    } catch (IOException e) {
      return List.of();
    }
  }
}
