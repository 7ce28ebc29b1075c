package io.vipgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What each command says of itself, on any terminal. */
class HelpTest {
  static Stream<CommandLine> commands() {
    CommandLine vipgate = VipgateCommand.commandLine();
    return Stream.concat(Stream.of(vipgate), vipgate.getSubcommands().values().stream());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void itsHelpFitsOn80ColumnsAndHasNoColoursWhereNobodyWantsThem(CommandLine command) {
    String help = command.getUsageMessage(Ansi.OFF);

    assertThat(help.lines()).isNotEmpty().allMatch(line -> line.length() <= 80);
    assertThat(help).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachOptionAndArgumentIsDescribed(CommandLine command) {
    assertThat(command.getCommandSpec().args())
        .allSatisfy(arg -> assertThat(arg.description()).isNotEmpty());
    assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
  }
}
