package io.vipgate.packaging;

import io.vipgate.app.cli.VipgateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.AutoComplete;

/** Lays out what the packages hold, from the project's sources and what has been built of them. */
final class Staging {
  private static final String LIB = "lib/";
  private static final String NATIVE = "native/";
  private static final String DOC = "/usr/share/doc/";

  private final Path project;
  private final Path files;
  private final Tree tree;
  private final PackageInfo info;
  private final Jars jars;

  Staging(Path project, Tree tree, PackageInfo info) {
    this.project = project;
    this.files = project.resolve("packaging/src/main/files");
    this.tree = tree;
    this.info = info;
    this.jars = new Jars(project.resolve("app/target/dist/lib"));
  }

  /** The program: in the order in which each part needs those before it. */
  void home(Tree home, Tree scratch) throws IOException, InterruptedException {
    List<Path> classPath = jars.classPath();
    Set<String> reachable = ReachableClasses.of(classPath, Jars::isWhole, SlimJar::isCut);
    for (Path jar : classPath) {
      home.write(LIB + jar.getFileName(), SlimJar.of(jar, reachable, info.time()));
    }
    natives(home, info.architecture());
    home.write("launch.options", options());
    RuntimeImage.create(home.resolve("runtime"));
    home.stamp();
    new ClassArchive(home.resolve("")).create(scratch.resolve(""));
    home.stamp();
  }

  /** The libraries for native calls on some architecture. */
  void natives(Tree tree, Architecture architecture) throws IOException {
    tree.write(NATIVE + "libjffi-1.2.so", StrippedElf.of(jars.jffiLibrary(architecture)));
    tree.write(
        NATIVE + Jars.nettyName(architecture), StrippedElf.of(jars.nettyLibrary(architecture)));
  }

  private String options() throws IOException {
    return Contents.text(project.resolve("app/src/main/dist/jvm.options"))
        + Contents.text(files.resolve("launch.options"))
        + jars.classPath().stream()
            .map(jar -> LIB + jar.getFileName())
            .collect(Collectors.joining(":", "-cp\n", "\n"));
  }

  /** The program with its runtime. */
  Contents withRuntime(Tree home) throws IOException {
    return new Contents().addAll(home, "", Contents.HOME + "/");
  }

  /**
   * The program alone. An archive of classes would fit one build of a JVM only.
   *
   * @param natives the tree with the libraries for native calls
   */
  Contents withoutRuntime(Tree home, Tree natives) throws IOException {
    Contents contents = new Contents();
    contents.addAll(home, LIB, Contents.HOME + "/" + LIB);
    contents.addAll(natives, NATIVE, Contents.HOME + "/" + NATIVE);
    return contents.add(
        PackagedFile.file(Contents.HOME + "/launch.options", home.resolve("launch.options")));
  }

  /** Everything around the program. */
  Contents around(Contents program, PackageInfo flavour) throws IOException {
    String java = flavour.withRuntime() ? "runtime/bin/java" : "/usr/bin/java";
    String prefix = flavour.name() + "/";
    Contents contents = program.copy();
    contents.add(
        PackagedFile.program(
            "/usr/bin/vipgate",
            tree.write(
                prefix + "launcher",
                Contents.text(files.resolve("launcher.sh")).replace("@java@", java))));
    configuration(contents);
    service(contents);
    documentation(contents, flavour, prefix);
    return contents;
  }

  private void configuration(Contents contents) throws IOException {
    contents.add(config("vipgate.conf").secretOf(Contents.GROUP));
    contents.add(config("master.conf.example"));
    contents.add(config("worker.conf.example"));
  }

  private PackagedFile config(String name) throws IOException {
    return PackagedFile.config(
        "/etc/vipgate/" + name, tree.copy(files.resolve(name), "conf/" + name));
  }

  private void service(Contents contents) throws IOException {
    Path systemd = project.resolve("systemd");
    for (String unit : List.of("vipgate.service", "vipgate-worker.service")) {
      contents.add(
          PackagedFile.file(
              "/usr/lib/systemd/system/" + unit, tree.copy(systemd.resolve(unit), unit)));
    }
    contents.add(
        PackagedFile.file(
            "/usr/lib/sysusers.d/vipgate.conf",
            tree.copy(systemd.resolve("vipgate.sysusers"), "sysusers")));
    contents.add(
        PackagedFile.file(
            "/usr/lib/tmpfiles.d/vipgate.conf",
            tree.copy(systemd.resolve("vipgate.tmpfiles"), "tmpfiles")));
  }

  private void documentation(Contents contents, PackageInfo flavour, String prefix)
      throws IOException {
    var commandLine = VipgateCommand.commandLine();
    String page = ManPage.of(commandLine, info.version(), info.time());
    contents.add(
        PackagedFile.file(
            "/usr/share/man/man1/vipgate.1.gz", tree.write("vipgate.1.gz", Gzip.compress(page))));
    contents.add(
        PackagedFile.file(
            "/usr/share/bash-completion/completions/vipgate",
            tree.write("completion", completion(AutoComplete.bash("vipgate", commandLine)))));
    String doc = DOC + flavour.name() + "/";
    contents.add(
        PackagedFile.file(doc + "copyright", tree.copy(files.resolve("copyright"), "copyright")));
    contents.add(
        PackagedFile.file(
            doc + "changelog.gz",
            tree.write(prefix + "changelog.gz", Gzip.compress(debianChangelog(flavour)))));
    contents.add(
        PackagedFile.file(
            doc + "CHANGELOG.md.gz",
            tree.write(
                "CHANGELOG.md.gz", Gzip.compress(Contents.text(project.resolve("CHANGELOG.md"))))));
    for (String name : List.of("static-pod.yaml")) {
      contents.add(
          PackagedFile.file(
              doc + "examples/" + name, tree.copy(files.resolve(name), "examples/" + name)));
    }
    contents.add(
        PackagedFile.file(
            doc + "vipgate-sbom.json.gz",
            tree.write("vipgate-sbom.json.gz", Gzip.compress(Contents.text(sbom())))));
    contents.add(
        PackagedFile.file(
            "/usr/share/lintian/overrides/" + flavour.name(),
            tree.write(
                prefix + "overrides",
                Contents.text(files.resolve("lintian-overrides"))
                    .replace("@name@", flavour.name()))));
    monitoring(contents);
  }

  /** It is read by a shell, not run: neither its first line nor today's date belongs there. */
  private static String completion(String script) {
    return script
        .lines()
        .filter(line -> !line.startsWith("#!") && !line.matches("# *Generated .*|# *Date: .*"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Made by Maven, which does so on line only. */
  Path sbom() throws IOException {
    Path sbom = project.resolve("app/target/vipgate-sbom.json");
    return Files.exists(sbom)
        ? sbom
        : tree.write("vipgate-sbom.json", "{\"comment\": \"built off line, without an SBOM\"}\n");
  }

  /** Dashboard and rules, for those who watch it. */
  private void monitoring(Contents contents) throws IOException {
    Path monitoring = project.resolve("monitoring");
    if (!Files.isDirectory(monitoring)) {
      return;
    }
    try (var found = Files.walk(monitoring)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        String name = monitoring.relativize(file).toString();
        contents.add(
            PackagedFile.file(
                "/usr/share/vipgate/monitoring/" + name, tree.copy(file, "monitoring/" + name)));
      }
    }
  }

  private String debianChangelog(PackageInfo flavour) {
    String date =
        java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
            info.time().atOffset(java.time.ZoneOffset.UTC));
    return """
        %s (%s) unstable; urgency=medium

          * See CHANGELOG.md.

         -- %s  %s
        """
        .formatted(
            flavour.name(),
            info.debVersion(),
            PackageInfo.MAINTAINER,
            date.replace(" GMT", " +0000").replaceFirst(", (\\d) ", ", 0$1 "));
  }
}
