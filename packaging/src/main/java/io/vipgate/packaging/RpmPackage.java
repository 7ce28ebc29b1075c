package io.vipgate.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.eclipse.packager.rpm.FileFlags;
import org.eclipse.packager.rpm.RpmTag;
import org.eclipse.packager.rpm.RpmVersion;
import org.eclipse.packager.rpm.build.BuilderContext;
import org.eclipse.packager.rpm.build.BuilderOptions;
import org.eclipse.packager.rpm.build.FileInformation;
import org.eclipse.packager.rpm.build.RpmBuilder;
import org.eclipse.packager.rpm.build.RpmBuilder.PackageInformation;
import org.eclipse.packager.rpm.build.RpmFileNameProvider;
import org.eclipse.packager.rpm.coding.PayloadCoding;
import org.eclipse.packager.rpm.deps.RpmDependencyFlags;

/** Writes a package for rpm(8). */
final class RpmPackage {
  private final PackageInfo info;
  private final Path scriptlets;

  /**
   * @param scriptlets a directory with pre, post, preun and postun
   */
  RpmPackage(PackageInfo info, Path scriptlets) {
    this.info = info;
    this.scriptlets = scriptlets;
  }

  Path write(Contents contents, Path directory) throws IOException {
    BuilderOptions options = new BuilderOptions();
    options.setFileNameProvider(RpmFileNameProvider.DEFAULT_FILENAME_PROVIDER);
    options.setPayloadCoding(PayloadCoding.GZIP);
    options.setPayloadFlags("6");
    RpmVersion version = new RpmVersion(info.debVersion(), PackageInfo.RELEASE);
    String architecture = info.architecture().rpm();
    Path rpm =
        directory.resolve(
            options.getFileNameProvider().getRpmFileName(info.name(), version, architecture));
    Files.deleteIfExists(rpm);
    try (RpmBuilder builder = new RpmBuilder(info.name(), version, architecture, rpm, options)) {
      describe(builder);
      require(builder);
      script(builder);
      BuilderContext context = builder.newContext();
      for (PackagedFile file : contents.all()) {
        if (!Contents.isCommon(file) && !isDebians(file)) {
          add(context, file);
        }
      }
      builder.build();
    }
    return rpm;
  }

  private static boolean isDebians(PackagedFile file) {
    return file.path().startsWith("/usr/share/lintian") || file.path().endsWith("/changelog.gz");
  }

  private void describe(RpmBuilder builder) {
    PackageInformation information = builder.getInformation();
    information.setSummary(
        PackageInfo.SUMMARY.substring(0, 1).toUpperCase(Locale.ROOT)
            + PackageInfo.SUMMARY.substring(1));
    information.setDescription(info.description());
    information.setLicense(PackageInfo.LICENSE);
    information.setGroup("System Environment/Daemons");
    information.setPackager(PackageInfo.MAINTAINER);
    information.setVendor("vipgate");
    // Of the machine that builds nothing is to be seen.
    information.setBuildHost("localhost");
    information.setSourcePackage(info.name() + "-" + info.debVersion() + "-1.src.rpm");
    builder.setHeaderCustomizer(
        header -> header.putInt(RpmTag.BUILDTIME, Math.toIntExact(info.time().getEpochSecond())));
  }

  private void require(RpmBuilder builder) {
    if (info.withRuntime()) {
      builder.addRequirement("glibc", "2.34", RpmDependencyFlags.GREATER, RpmDependencyFlags.EQUAL);
      for (String library : List.of("libstdc++.so.6()(64bit)", "libz.so.1()(64bit)")) {
        builder.addRequirement(library, "");
      }
      builder.addConflicts("vipgate-nojre", "");
    } else {
      builder.addRequirement(
          "java-headless", "1:17", RpmDependencyFlags.GREATER, RpmDependencyFlags.EQUAL);
      builder.addProvides("vipgate", info.debVersion(), RpmDependencyFlags.EQUAL);
      builder.addConflicts("vipgate", info.debVersion(), RpmDependencyFlags.EQUAL);
    }
  }

  private void script(RpmBuilder builder) throws IOException {
    builder.setPreInstallationScript(Contents.text(scriptlets.resolve("pre")));
    builder.setPostInstallationScript(Contents.text(scriptlets.resolve("post")));
    builder.setPreRemoveScript(Contents.text(scriptlets.resolve("preun")));
    builder.setPostRemoveScript(Contents.text(scriptlets.resolve("postun")));
  }

  private void add(BuilderContext context, PackagedFile file) throws IOException {
    Path source = file.source();
    if (source == null) {
      context.addDirectory(file.path(), (name, directory, type) -> information(file));
    } else {
      context.addFile(file.path(), source, (name, path, type) -> information(file));
    }
  }

  private FileInformation information(PackagedFile file) {
    FileInformation information = new FileInformation();
    information.setTimestamp(info.time());
    information.setUser("root");
    information.setGroup(file.group());
    information.setMode((short) file.mode());
    EnumSet<FileFlags> flags = EnumSet.noneOf(FileFlags.class);
    if (file.config()) {
      flags.addAll(List.of(FileFlags.CONFIGURATION, FileFlags.NOREPLACE));
    } else if (file.path().matches("/usr/share/(doc|man)/.*") && !file.isDirectory()) {
      flags.add(FileFlags.DOC);
    }
    information.setFileFlags(flags);
    return information;
  }
}
