package io.vipgate.lab.apiserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the stand-in serves: discovery, the nodes of a made-up cluster, a large list, a watch. */
final class Documents {
  /** The length of one watch event with its line's end, in bytes. */
  static final int EVENT_BYTES = 256;

  private static final int EVENTS = 3600;
  private static final int LARGE_ITEMS = 32_768;
  private static final List<String> FIXED =
      List.of("version.json", "api.json", "apis.json", "api-v1.json");

  private Documents() {}

  static void write(Path directory, List<String> nodeNames) {
    try {
      Files.createDirectories(directory);
      for (String name : FIXED) {
        Files.writeString(directory.resolve(name), resource(name));
      }
      Files.writeString(directory.resolve("nodes-list.json"), list(nodeNames, Documents::node));
      Files.writeString(directory.resolve("nodes-table.json"), table(nodeNames));
      writeLines(directory.resolve("large.json"), LARGE_ITEMS);
      writeLines(directory.resolve("watch.json"), EVENTS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String resource(String name) {
    try (InputStream in = Documents.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource: value: none (expected: %s)".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String node(String name) {
    return """
        {"kind":"Node","apiVersion":"v1","metadata":{"name":"%s",\
        "creationTimestamp":"2026-01-01T00:00:00Z"},\
        "status":{"conditions":[{"type":"Ready","status":"True"}]}}"""
        .formatted(name);
  }

  private static String list(List<String> names, Function<String, String> item) {
    return """
        {"kind":"NodeList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[%s]}
        """
        .formatted(names.stream().map(item).collect(Collectors.joining(",")));
  }

  private static String table(List<String> names) {
    String rows =
        names.stream()
            .map(n -> "{\"cells\":[\"%s\",\"Ready\"],\"object\":%s}".formatted(n, node(n)))
            .collect(Collectors.joining(","));
    return """
        {"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"1"},\
        "columnDefinitions":[{"name":"Name","type":"string","format":"name","priority":0},\
        {"name":"Status","type":"string","format":"","priority":0}],"rows":[%s]}
        """
        .formatted(rows);
  }

  private static void writeLines(Path file, int count) throws IOException {
    StringBuilder lines = new StringBuilder(count * EVENT_BYTES);
    for (int i = 1; i <= count; i++) {
      lines.append(event(i)).append('\n');
    }
    Files.writeString(file, lines);
  }

  private static String event(int version) {
    String head =
        """
        {"type":"BOOKMARK","object":{"kind":"Node","apiVersion":"v1","metadata":\
        {"resourceVersion":"%d","annotations":{"padding":\""""
            .formatted(version);
    String end = "\"}}}}";
    return head + "-".repeat(EVENT_BYTES - 1 - head.length() - end.length()) + end;
  }
}
