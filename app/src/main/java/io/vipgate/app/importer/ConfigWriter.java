package io.vipgate.app.importer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the configuration, with the reason for each value beside it. */
final class ConfigWriter {
  private final StringBuilder text = new StringBuilder();

  private ConfigWriter() {}

  /** The file: times, settings, and what became of each line of the input. */
  static String write(
      List<String> files,
      List<Router> routers,
      List<ProxyDraft> proxies,
      List<Setting> daemon,
      List<Finding> findings) {
    ConfigWriter writer = new ConfigWriter();
    writer.comment("Made by vipgate import from " + String.join(", ", files) + ".");
    writer.comment("What became of each line is at the end; ! is what a person has to look at.");
    writer.comment("");
    TimingTable.lines(routers, proxies).forEach(writer::comment);
    routers.forEach(writer::router);
    proxies.forEach(writer::proxy);
    if (!daemon.isEmpty()) {
      writer.line("");
      writer.settings("", daemon);
    }
    writer.fates(findings);
    return writer.text.toString();
  }

  private void router(Router router) {
    line("");
    line("vrrp." + Hocon.key(router.name()) + " {");
    List<Setting> settings = new ArrayList<>();
    settings.add(
        setting("interface", Hocon.word(router.interfaceName().value()), router.interfaceName()));
    if (router.version().value() != 2) {
      settings.add(number("version", router.version()));
    }
    settings.add(number("virtual-router-id", router.virtualRouterId()));
    settings.add(number("priority", router.priority()));
    settings.add(setting("preempt", router.preempt().value() + "", router.preempt()));
    settings.add(
        setting(
            "advert-interval",
            Hocon.duration(router.advertInterval().value()),
            router.advertInterval()));
    router
        .password()
        .ifPresent(
            password -> settings.add(setting("auth-pass", Hocon.text(password.value()), password)));
    settings.add(list("addresses", router.addresses()));
    settings.addAll(router.others());
    settings("  ", settings);
    block("  ", "unicast", router.unicast());
    router
        .tracks()
        .forEach(track -> block("  ", "track." + Hocon.key(track.name()), track.settings()));
    line("}");
  }

  private void block(String indent, String name, List<Setting> settings) {
    if (settings.isEmpty()) {
      return;
    }
    line(indent + name + " {");
    settings(indent + "  ", settings);
    line(indent + "}");
  }

  private void proxy(ProxyDraft proxy) {
    line("");
    line("proxy." + Hocon.key(proxy.name()) + " {");
    List<Setting> settings = new ArrayList<>();
    settings.add(list("bind", proxy.binds()));
    settings.add(setting("balance", proxy.balance().value(), proxy.balance()));
    settings.add(
        setting(
            "connect-timeout",
            Hocon.duration(proxy.connectTimeout().value()),
            proxy.connectTimeout()));
    settings.add(number("retries", proxy.retries()));
    settings.addAll(proxy.others());
    settings("  ", settings);
    check(proxy.check());
    line("  servers {");
    settings("    ", proxy.servers().stream().map(ConfigWriter::server).toList());
    line("  }");
    line("}");
  }

  private void check(CheckDraft check) {
    line("  check {");
    List<Setting> settings = new ArrayList<>();
    settings.add(setting("type", check.type().value(), check.type()));
    settings.add(setting("interval", Hocon.duration(check.interval().value()), check.interval()));
    settings.add(setting("timeout", Hocon.duration(check.timeout().value()), check.timeout()));
    settings.add(number("fall", check.fall()));
    settings.add(number("rise", check.rise()));
    settings.addAll(check.others());
    settings("    ", settings);
    check.parts().forEach(part -> block("    ", "checks." + part.name(), part.settings()));
    line("  }");
  }

  private static Setting server(ServerDraft server) {
    String address = Hocon.text(server.address().value());
    String options =
        server.options().stream()
            .map(option -> ", %s = %s".formatted(option.key(), option.value()))
            .collect(Collectors.joining());
    return new Setting(
        Hocon.key(server.name()),
        "{ address = %s, weight = %d%s }".formatted(address, server.weight().value(), options),
        server.address().note());
  }

  private static Setting number(String key, Sourced<Integer> value) {
    return new Setting(key, value.value().toString(), value.note());
  }

  private static Setting setting(String key, String hocon, Sourced<?> source) {
    return new Setting(key, hocon, source.note());
  }

  private static Setting list(String key, List<Sourced<String>> values) {
    List<String> notes = values.stream().map(Sourced::note).distinct().toList();
    return new Setting(
        key, Hocon.list(values.stream().map(Sourced::value).toList()), String.join("; ", notes));
  }

  private void settings(String indent, List<Setting> settings) {
    int keys = settings.stream().mapToInt(setting -> setting.key().length()).max().orElse(0);
    int values = settings.stream().mapToInt(setting -> setting.value().length()).max().orElse(0);
    String format = "%s%-" + keys + "s = %-" + Math.min(values, 64) + "s  # %s";
    settings.forEach(
        setting -> line(format.formatted(indent, setting.key(), setting.value(), setting.note())));
  }

  private void fates(List<Finding> findings) {
    line("");
    comment("What became of each line");
    Map<String, List<Finding>> byFile = new LinkedHashMap<>();
    findings.forEach(
        finding ->
            byFile.computeIfAbsent(finding.at().file(), file -> new ArrayList<>()).add(finding));
    byFile.forEach(
        (file, found) -> {
          comment("");
          comment(file);
          found.stream()
              .sorted(Comparator.comparingInt(finding -> finding.at().line()))
              .forEach(this::fate);
        });
  }

  private void fate(Finding finding) {
    comment(
        "%s %4d  %s"
            .formatted(
                finding.isWarning() ? "!" : " ", finding.at().line(), finding.withoutPlace()));
  }

  private void comment(String comment) {
    line(("# " + comment).stripTrailing());
  }

  private void line(String line) {
    // A file's name may hold anything, and stands in comments.
    text.append(line.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]", " ")).append('\n');
  }
}
