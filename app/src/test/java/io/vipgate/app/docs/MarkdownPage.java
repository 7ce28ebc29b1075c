package io.vipgate.app.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, as far as its promises can be tested. */
record MarkdownPage(Path file, String text) {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK =
      Pattern.compile("^ *```(\\w*)[^\\n]*\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

  /** Every page of the project. */
  static List<MarkdownPage> all() {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> top = Files.list(ROOT)) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(MarkdownPage::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MarkdownPage read(Path file) {
    try {
      return new MarkdownPage(file, Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fenced blocks of a language; the empty one is that of commands. */
  List<String> blocks(String language) {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).equals(language)) {
        blocks.add(matcher.group(2));
      }
    }
    return blocks;
  }

  /** The lines of its blocks that call vipgate, as what follows the program's name. */
  List<String> commands() {
    return Stream.of("", "sh")
        .flatMap(language -> blocks(language).stream())
        .flatMap(String::lines)
        .map(String::strip)
        .filter(line -> line.startsWith("vipgate ") || line.startsWith("bin/vipgate "))
        .map(line -> line.substring(line.indexOf(' ') + 1).replaceAll("\\s+#.*", "").strip())
        .toList();
  }

  /** Its links to other files of the project. */
  List<Path> links() {
    List<Path> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(text.replaceAll("(?s)```.*?```", ""));
    while (matcher.find()) {
      if (!matcher.group(1).contains("://")) {
        links.add(file.resolveSibling(matcher.group(1)));
      }
    }
    return links;
  }

  @Override
  public String toString() {
    return ROOT.relativize(file).toString();
  }
}
