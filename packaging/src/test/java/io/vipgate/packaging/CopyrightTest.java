package io.vipgate.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The copyright file against what is in the package, and against the SBOM. */
class CopyrightTest {
  private static final Path HOME = Artefacts.TARGET.resolve("home");
  private static final String INSTALLED = "usr/lib/vipgate/";

  /** A paragraph about files, of Debian's machine-readable format. */
  private record Stanza(List<String> globs, String license, String text) {
    boolean isAbout(String file) {
      return globs.stream()
          .anyMatch(
              glob ->
                  FileSystems.getDefault()
                      .getPathMatcher("glob:" + glob.replace("*", "**"))
                      .matches(Path.of(file)));
    }
  }

  private static final List<Stanza> stanzas = new ArrayList<>();
  private static final Set<String> texts = new TreeSet<>();

  @BeforeAll
  static void read() throws IOException {
    String copyright =
        Files.readString(Path.of("src/main/files/copyright"), StandardCharsets.UTF_8);
    for (String paragraph : copyright.split("\n\n", -1)) {
      String license = field(paragraph, "License");
      if (!field(paragraph, "Files").isEmpty()) {
        stanzas.add(
            new Stanza(
                Arrays.asList(field(paragraph, "Files").split(" +", -1)), license, paragraph));
      } else if (!license.isEmpty()) {
        texts.add(license);
      }
    }
    assertThat(stanzas).hasSizeGreaterThan(5);
  }

  private static String field(String paragraph, String name) {
    return paragraph
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  private static List<String> packaged() throws IOException {
    try (Stream<Path> files = Files.walk(HOME)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> INSTALLED + HOME.relativize(file))
          .toList();
    }
  }

  /** The first paragraph is about our own files, and everything that no other is about. */
  private static List<Stanza> others() {
    return stanzas.subList(1, stanzas.size());
  }

  @Test
  void eachLibraryHasItsParagraphAndEachParagraphItsFiles() throws IOException {
    List<String> files = packaged();
    assertThat(files.stream().filter(file -> others().stream().noneMatch(s -> s.isAbout(file))))
        .allMatch(file -> file.matches(".*/lib/vipgate-[^/]*\\.jar|.*/launch\\.options"));
    assertThat(others())
        .allSatisfy(stanza -> assertThat(files).as("%s", stanza).anyMatch(stanza::isAbout));
  }

  @Test
  void eachLicenceHasItsText() {
    assertThat(stanzas.stream().map(Stanza::license).collect(Collectors.toSet())).isEqualTo(texts);
  }

  @Test
  void theSbomSaysTheSame() throws IOException {
    JsonNode sbom =
        new ObjectMapper()
            .readTree(Artefacts.only("vipgate-sbom\\.json").toFile())
            .path("components");
    List<String> files = packaged();
    List<String> checked = new ArrayList<>();
    for (JsonNode component : sbom) {
      String jar = component.path("name").asText() + "-" + component.path("version").asText();
      String file = INSTALLED + "lib/" + jar + ".jar";
      if (files.contains(file) && !component.path("group").asText().equals("io.vipgate")) {
        assertThat(others().stream().filter(stanza -> stanza.isAbout(file)))
            .singleElement()
            .satisfies(
                stanza -> {
                  assertThat(stanza.text()).contains(component.path("group").asText());
                  assertThat(component.path("licenses").toString()).contains(stanza.license());
                });
        checked.add(jar);
      }
    }
    // Off line, Maven makes none, and the package says so.
    if (!sbom.isMissingNode()) {
      assertThat(checked).hasSizeGreaterThan(15);
    }
  }
}
