package io.vipgate.app.importer.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.importer.source.SourceFile;
import io.vipgate.app.importer.source.SyntaxProblem;
import io.vipgate.app.importer.source.Word;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HaproxyParserTest {

  /** Words in [ ]. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a b#c            | [a][b]
          a\\ b \\#c         | [a b][#c]
          'a "b' c         | [a "b][c]
          'a\\n' "a\\n"      | [a\\n][a\u21b5]
          "a 'b" c"d"e     | [a 'b][cde]
          a\\x41\\t          | [aA\u21e5]
          a\\d              | [a\\d]
          "" b             | [][b]
          "$KNOWN" $KNOWN  | [value][$KNOWN]
          "x${KNOWN}y"     | [xvaluey]
          "${GONE-other}"  | [other]
          '$KNOWN' "\\$A"   | [$KNOWN][$A]
          """)
  void quotesAndEscapes(String line, String words) {
    HaproxyConfig config = parse("global\n" + line);

    assertThat(config.problems()).isEmpty();
    assertThat(shown(config.sections().get(0).lines().get(0))).isEqualTo(words);
  }

  private static String shown(HaproxyLine line) {
    return String.join("", line.words().stream().map(word -> "[" + word.text() + "]").toList())
        .replace('\n', '\u21b5')
        .replace('\t', '\u21e5');
  }

  @Test
  void sectionsHaveNamesAndDefaults() {
    HaproxyConfig config =
        parse("defaults\n mode tcp\ndefaults b from a\nlisten c from b\n bind :1\n");

    assertThat(config.sections())
        .extracting(HaproxySection::kind)
        .containsExactly("defaults", "defaults", "listen");
    assertThat(config.sections())
        .extracting(HaproxySection::name)
        .containsExactly(Optional.empty(), Optional.of("b"), Optional.of("c"));
    assertThat(config.sections())
        .extracting(HaproxySection::from)
        .containsExactly(Optional.empty(), Optional.of("a"), Optional.of("b"));
    assertThat(config.sections().get(2).lines().get(0).words())
        .extracting(Word::at)
        .allSatisfy(at -> assertThat(at).hasToString("h:5"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          mode tcp     | h:1: value: mode (expected: a section before it, such as global, defaults or listen NAME)
          listen       | h:1: value: listen (expected: listen NAME)
          global "x    | h:1: value: an unmatched " (expected: a second one)
          global \\xZZ  | h:1: value: \\x (expected: two hexadecimal digits after it)
          .if true     | h:1: value: .if (expected: a file without conditional blocks: keep the lines of this machine)
          global "$NO" | h:1: value: $NO (expected: the variable in the environment of this command: NO=…)
          """)
  void whatCannotBeReadIsAProblem(String text, String problem) {
    assertThat(parse(text).problems()).extracting(SyntaxProblem::toString).containsExactly(problem);
  }

  private static HaproxyConfig parse(String text) {
    return HaproxyParser.parse(
        new SourceFile("h", text),
        name -> name.equals("KNOWN") ? Optional.of("value") : Optional.empty());
  }

  @Test
  void anEmptyFileHasNothing() {
    assertThat(parse("# only this\n").sections()).isEqualTo(List.of());
  }
}
