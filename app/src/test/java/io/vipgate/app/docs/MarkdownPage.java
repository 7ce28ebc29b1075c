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

  private static final Pattern INLINE = Pattern.compile("(?<!`)`([^`\\n]+)`(?!`)");

  private static final Pattern PROGRAM =
      Pattern.compile(
          "^(bin/[a-z]+$|(bin/[a-z]+|vipgate|systemctl|journalctl|kubeadm|kubectl|crictl|ctr|curl|ip|ss|"
              + "nft|tcpdump|arping|ping|mtr|openssl|promtool|sed|cp|apt|rpm|dpkg|mvn|ps|top) )");

  private static final Pattern SYNOPSIS = Pattern.compile("[|\\[<…]|\\b(?!VIPGATE_)[A-Z]{2,}\\b");

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

  /**
   * What it tells people to type, in blocks and within lines: whole commands, without comments.
   * Synopses, with their brackets and capitals, are not typed as they stand.
   */
  List<String> typed() {
    Stream<String> inBlocks =
        Stream.of("", "sh").flatMap(language -> blocks(language).stream()).flatMap(String::lines);
    Stream<String> inLines =
        INLINE.matcher(text.replaceAll("(?s)```.*?```", "")).results().map(found -> found.group(1));
    return Stream.concat(inBlocks, inLines)
        .map(line -> line.replaceAll("\\s+#.*", "").strip().replaceAll(" {2,}", " "))
        .filter(line -> PROGRAM.matcher(line).find())
        .filter(line -> !SYNOPSIS.matcher(line).find())
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
