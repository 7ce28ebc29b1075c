package io.vipgate.app.importer.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.importer.source.SourceFile;
import io.vipgate.app.importer.source.SyntaxProblem;
import io.vipgate.app.importer.source.Word;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeepalivedParserTest {
  private static final Includes NONE = (pattern, namedBy) -> List.of();

  @Test
  void blocksNestAndBracesNeedNoSpace() {
    assertThat(shown("a b{c d\n e {f}\n}\ng\n{\nh }")).containsExactly("a b{c d; e{f}}", "g{h}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a b # c    | a b
          a b ! c    | a b
          a \\#b      | a #b
          "a # b" c  | a # b c
          a "b"c     | a b c
          a b\\!c     | a b!c
          """)
  void commentsAndQuotes(String line, String words) {
    assertThat(shown(line)).containsExactly(words);
  }

  @ParameterizedTest
  @CsvSource({"auth_pass ab#cd, true", "auth_pass ab # cd, false", "auth_pass \"a#b\", false"})
  void aCommentThatCutsAWordIsSeen(String line, boolean isCut) {
    Statement statement = parse(line).statements().get(0);

    assertThat(statement.argument().map(Word::isCut)).contains(isCut);
  }

  @Test
  void definitionsAreReplacedAndUnknownOnesStay() {
    assertThat(shown("$A=1\n$B=$A 2\nx $B ${A} $C")).containsExactly("x 1 2 1 $C");
  }

  @Test
  void aDefinitionOfSeveralLinesIsSeveralLines() {
    assertThat(shown("$A=x { \\\n y \\\n }\n$A")).containsExactly("x{y}");
  }

  @Test
  void aLineGoesOnAfterABackslash() {
    assertThat(shown("a \\\nb\nc")).containsExactly("a b", "c");
  }

  @Test
  void everyWordKnowsItsLine() {
    KeepalivedConfig config = parse("a\n\nb {\n c \"d e\"\n}");

    Statement c = config.statements().get(1).children().get(0);
    assertThat(c.arguments().get(0).at()).hasToString("k:4");
  }

  @Test
  void includesAreReadInPlace() {
    Includes includes =
        (pattern, namedBy) ->
            List.of(new SourceFile(pattern, "x " + namedBy.replace("k", "from-k")));

    KeepalivedConfig config =
        KeepalivedParser.parse(new SourceFile("k", "a {\ninclude sub.conf\n}"), includes);

    assertThat(show(config.statements().get(0))).isEqualTo("a{x from-k}");
    assertThat(config.statements().get(0).children().get(0).at()).hasToString("sub.conf:1");
  }

  @Test
  void aFileThatIncludesItselfIsAProblem() {
    SourceFile file = new SourceFile("k", "include k");

    assertThat(KeepalivedParser.parse(file, (pattern, namedBy) -> List.of(file)).problems())
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a {            | k:1: value: a { (expected: a } at its end)
          }              | k:1: value: } (expected: a { before it)
          { a }          | k:1: value: { (expected: a keyword before it)
          a "b           | k:1: value: an unmatched quote (expected: a " at its end)
          include gone   | k:1: value: include gone (expected: a readable file: copy it beside this one)
          @x a           | k:1: value: @x a (expected: a file without @ conditions: keep the lines of this machine)
          ~SEQ(a, 1, 2)  | k:1: value: ~SEQ(a, 1, 2) (expected: a file without ~SEQ and ~LST: write the lines out)
          """)
  void whatCannotBeReadIsAProblem(String text, String problem) {
    assertThat(parse(text).problems()).extracting(SyntaxProblem::toString).containsExactly(problem);
  }

  @Test
  void definitionsInACircleAreAProblem() {
    assertThat(parse("$A=$B\n$B=x $A\ny $A").problems()).hasSize(1);
  }

  private static List<String> shown(String text) {
    KeepalivedConfig config = parse(text);
    assertThat(config.problems()).isEmpty();
    return config.statements().stream().map(KeepalivedParserTest::show).toList();
  }

  private static KeepalivedConfig parse(String text) {
    return KeepalivedParser.parse(new SourceFile("k", text), NONE);
  }

  private static String show(Statement statement) {
    String words = String.join(" ", statement.words().stream().map(Word::text).toList());
    return statement
        .block()
        .map(
            block ->
                words
                    + "{"
                    + String.join("; ", block.stream().map(KeepalivedParserTest::show).toList())
                    + "}")
        .orElse(words);
  }
}
