package io.vipgate.packaging;

import java.time.Instant;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page, in man(7), from the commands themselves. */
final class ManPage {
  private final StringBuilder out = new StringBuilder();

  private ManPage() {}

  /** The page of all commands that are not hidden. */
  static String of(CommandLine commandLine, String version, Instant time) {
    ManPage page = new ManPage();
    CommandSpec spec = commandLine.getCommandSpec();
    page.line(
        ".TH VIPGATE 1 \"" + time.toString().substring(0, 10) + "\" \"vipgate " + version + "\"");
    page.line(".SH NAME");
    page.line("vipgate \\- the control-plane endpoint of a Kubernetes cluster");
    page.line(".SH SYNOPSIS");
    page.line(".B vipgate");
    page.line(".I COMMAND");
    page.line("[options]");
    page.line(".SH DESCRIPTION");
    page.text(String.join(" ", spec.usageMessage().description()));
    page.line(".SH COMMANDS");
    for (CommandLine command : commandLine.getSubcommands().values()) {
      if (!command.getCommandSpec().usageMessage().hidden()) {
        page.command(command.getCommandSpec());
      }
    }
    page.line(".SH EXIT STATUS");
    page.line("0: done. 1: failed. 2: wrong arguments, or a wrong configuration.");
    page.line(".SH FILES");
    page.entry("/etc/vipgate/vipgate.conf", "The configuration.");
    page.entry("/run/vipgate/admin.sock", "Where the service takes orders.");
    page.line(".SH SEE ALSO");
    page.line(".BR systemd.service (5),");
    page.line(".BR keepalived (8),");
    page.line(".BR haproxy (1)");
    return page.out.toString();
  }

  private void command(CommandSpec spec) {
    line(".SS vipgate " + escaped(spec.name()) + parameters(spec.positionalParameters()));
    text(String.join(" ", spec.usageMessage().description()));
    spec.positionalParameters()
        .forEach(
            parameter -> entry(parameter.paramLabel(), String.join(" ", parameter.description())));
    spec.options().stream().filter(option -> !option.hidden()).forEach(this::option);
  }

  private static String parameters(List<PositionalParamSpec> parameters) {
    StringBuilder text = new StringBuilder();
    parameters.forEach(parameter -> text.append(' ').append(escaped(parameter.paramLabel())));
    return text.toString();
  }

  private void option(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    String description = String.join(" ", option.description());
    entry(
        String.join(", ", option.names()) + value,
        description.replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue())));
  }

  private void entry(String term, String meaning) {
    line(".TP");
    line("\\fB" + escaped(term) + "\\fR");
    text(meaning);
  }

  private void text(String text) {
    String escaped = escaped(text.replace("%n", " ").replace("%%", "%"));
    // A line that begins with a dot or a quote would be a request of man(7).
    line(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }

  private void line(String line) {
    out.append(line).append('\n');
  }
}
