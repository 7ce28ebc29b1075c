package io.vipgate.app.cli;

import io.vipgate.app.config.Vocabulary;
import io.vipgate.app.importer.Finding;
import io.vipgate.app.importer.ImportInput;
import io.vipgate.app.importer.ImportResult;
import io.vipgate.app.importer.Importer;
import io.vipgate.app.importer.source.SourceFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vipgate import}: our configuration from the pair's own files. */
@Command(
    name = "import",
    description =
        "Turns the files of keepalived and HAProxy into ours. Warns of every line that is lost, and"
            + " of every trap in it.",
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  @Option(
      names = "--keepalived",
      paramLabel = "FILE",
      description =
          "This machine's keepalived.conf; given again, those of its peers, to compare with.")
  private List<Path> keepalived = new ArrayList<>();

  @Option(
      names = "--haproxy",
      paramLabel = "FILE",
      description = "This machine's haproxy.cfg; may be given again.")
  private List<Path> haproxy = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write (default: standard output).")
  private @Nullable Path output;

  @Option(names = "--force", description = "Overwrites an output file that exists.")
  private boolean force;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (keepalived.isEmpty() && haproxy.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "import: value: no file (expected: --keepalived or --haproxy FILE)");
    }
    PrintWriter err = spec.commandLine().getErr();
    try {
      return report(Importer.run(input()), err);
    } catch (UnreadableFileException e) {
      err.println(e.getMessage());
      return ExitCode.WRONG_CONFIG;
    } finally {
      err.flush();
    }
  }

  private ImportInput input() throws UnreadableFileException {
    return new ImportInput(
        read(keepalived),
        read(haproxy),
        ImportFiles::find,
        name -> Optional.ofNullable(System.getenv(name)),
        Vocabulary.builtIn().balancers().stream()
            .map(Vocabulary.Balancer::name)
            .collect(Collectors.toSet()));
  }

  private static List<SourceFile> read(List<Path> paths) throws UnreadableFileException {
    List<SourceFile> files = new ArrayList<>();
    for (Path path : paths) {
      files.add(ImportFiles.read(path));
    }
    return files;
  }

  private int report(ImportResult result, PrintWriter err) {
    if (result instanceof ImportResult.Refused refused) {
      refused.problems().forEach(err::println);
      return ExitCode.WRONG_CONFIG;
    }
    if (result instanceof ImportResult.Nothing nothing) {
      warn(nothing.findings(), err);
      err.println(
          "import: value: nothing to carry over (expected: a vrrp_instance with an IPv4 address, or"
              + " a listen, frontend or virtual_server with servers)");
      return ExitCode.WRONG_CONFIG;
    }
    ImportResult.Imported imported = (ImportResult.Imported) result;
    int exit = new OutputFile(spec, output, force).write(imported.config());
    if (exit == ExitCode.OK) {
      warn(imported.findings(), err);
    }
    return exit;
  }

  private static void warn(List<Finding> findings, PrintWriter err) {
    findings.stream()
        .filter(Finding::isWarning)
        .forEach(finding -> err.println("warning: " + finding));
  }
}
