package io.vipgate.app.importer;

import io.vipgate.app.importer.ImportResult.Imported;
import io.vipgate.app.importer.ImportResult.Nothing;
import io.vipgate.app.importer.ImportResult.Refused;
import io.vipgate.app.importer.haproxy.HaproxyConfig;
import io.vipgate.app.importer.haproxy.HaproxyParser;
import io.vipgate.app.importer.haproxy.HaproxySection;
import io.vipgate.app.importer.keepalived.KeepalivedConfig;
import io.vipgate.app.importer.keepalived.KeepalivedParser;
import io.vipgate.app.importer.source.SourceFile;
import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.SyntaxProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Turns the files of the keepalived and HAProxy pair into ours. */
public final class Importer {
  private final ImportInput input;
  private final Ledger ledger = new Ledger();

  private Importer(ImportInput input) {
    this.input = input;
  }

  /** Reads, translates and examines; a pure function of its input. */
  public static ImportResult run(ImportInput input) {
    return new Importer(input).run();
  }

  private ImportResult run() {
    List<KeepalivedConfig> keepalived =
        input.keepalived().stream()
            .map(file -> KeepalivedParser.parse(file, input.files()))
            .toList();
    List<HaproxyConfig> haproxy =
        input.haproxy().stream()
            .map(file -> HaproxyParser.parse(file, input.environment()))
            .toList();
    List<SyntaxProblem> problems =
        Stream.concat(
                keepalived.stream().flatMap(config -> config.problems().stream()),
                haproxy.stream().flatMap(config -> config.problems().stream()))
            .toList();
    return problems.isEmpty() ? translate(keepalived, haproxy) : new Refused(problems);
  }

  private ImportResult translate(List<KeepalivedConfig> keepalived, List<HaproxyConfig> haproxy) {
    Names proxyNames = new Names();
    List<Router> routers = new ArrayList<>();
    List<ProxyDraft> proxies = new ArrayList<>();
    List<Setting> daemon = new ArrayList<>();
    keepalived.stream()
        .limit(1)
        .forEach(
            config -> {
              KeepalivedReader first =
                  new KeepalivedReader(config, input.files(), new Names(), ledger);
              routers.addAll(first.routers());
              daemon.addAll(first.daemon());
              proxies.addAll(first.virtualServers(input.balancers(), proxyNames));
            });
    HaproxyReader reader = new HaproxyReader(sections(haproxy), input.balancers(), ledger);
    proxies.addAll(reader.proxies(proxyNames));
    daemon.addAll(reader.daemon());
    Fitting fitting = new Fitting(ledger);
    List<Router> ours = fitting.routers(routers);
    List<ProxyDraft> fitted = fitting.proxies(proxies);
    examine(ours, fitted, keepalived);
    List<Router> settled = new ScriptFates(fitted, ledger).settle(ours);
    daemon.addAll(Fitting.daemon(fitted));
    if (ours.isEmpty() && fitted.isEmpty()) {
      return new Nothing(findings());
    }
    List<String> files =
        Stream.concat(input.keepalived().stream().limit(1), input.haproxy().stream())
            .map(SourceFile::name)
            .toList();
    List<Finding> findings = findings();
    return new Imported(ConfigWriter.write(files, settled, fitted, daemon, findings), findings);
  }

  /** All files are one to haproxy: defaults hold for those that come later, too. */
  private static List<HaproxySection> sections(List<HaproxyConfig> files) {
    return files.stream().flatMap(file -> file.sections().stream()).toList();
  }

  private void examine(
      List<Router> routers, List<ProxyDraft> proxies, List<KeepalivedConfig> keepalived) {
    Doctor doctor = new Doctor(ledger);
    doctor.examine(routers, proxies);
    keepalived.stream()
        .skip(1)
        .forEach(
            config -> {
              // A peer's lines have their fate when its own file is imported.
              Ledger ofPeer = new Ledger();
              List<Router> peers =
                  new KeepalivedReader(config, input.files(), new Names(), ofPeer).routers();
              ledger.notNeeded(
                  new SourceLine(config.file(), 1),
                  config.file(),
                  "a peer's: compared, not imported");
              doctor.compare(routers, peers);
            });
  }

  /** File by file, line by line. */
  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(ledger.findings());
    List<String> files = findings.stream().map(finding -> finding.at().file()).distinct().toList();
    findings.sort(
        Comparator.<Finding>comparingInt(finding -> files.indexOf(finding.at().file()))
            .thenComparingInt(finding -> finding.at().line()));
    return findings;
  }
}
