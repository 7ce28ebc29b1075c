package io.vipgate.packaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.vafer.jdeb.Console;
import org.vafer.jdeb.DataConsumer;
import org.vafer.jdeb.DataProducer;
import org.vafer.jdeb.DebMaker;
import org.vafer.jdeb.PackagingException;
import org.vafer.jdeb.shaded.commons.compress.archivers.tar.TarArchiveEntry;
import org.vafer.jdeb.shaded.commons.compress.archivers.tar.TarConstants;

/** Writes deb(5). */
final class DebPackage {
  private final PackageInfo info;
  private final Path controlTemplates;

  /**
   * @param controlTemplates a directory with the maintainer scripts
   */
  DebPackage(PackageInfo info, Path controlTemplates) {
    this.info = info;
    this.controlTemplates = controlTemplates;
  }

  Path write(Contents contents, Tree scratch, Path directory) throws IOException {
    Path deb =
        directory.resolve(
            "%s_%s_%s.deb".formatted(info.name(), info.debVersion(), info.architecture().deb()));
    String control = "control-" + info.name() + "/";
    scratch.write(control + "control", control(contents));
    scratch.write(control + "conffiles", conffiles(contents));
    for (String script : List.of("postinst", "prerm", "postrm")) {
      scratch.copy(controlTemplates.resolve(script), control + script);
    }
    DebMaker maker =
        new DebMaker(new Errors(), List.of(new Data(contents, info.time())), List.of());
    maker.setDeb(deb.toFile());
    maker.setControl(scratch.resolve(control).toFile());
    maker.setOutputTimestampMs(info.time().toEpochMilli());
    maker.setCompression("gzip");
    try {
      maker.validate();
      maker.makeDeb();
    } catch (PackagingException e) {
      throw new IOException("deb: " + e.getMessage(), e);
    }
    return deb;
  }

  private String control(Contents contents) throws IOException {
    return """
        Package: %s
        Version: %s
        Section: net
        Priority: optional
        Architecture: %s
        Maintainer: %s
        Installed-Size: %d
        Depends: %s
        %sDescription: %s
        %s
        """
        .formatted(
            info.name(),
            info.debVersion(),
            info.architecture().deb(),
            PackageInfo.MAINTAINER,
            contents.installedKib(),
            info.debDepends(),
            info.debConflicts(),
            PackageInfo.SUMMARY,
            info.description().lines().map(DebPackage::folded).collect(Collectors.joining("\n")));
  }

  /** deb-control(5): a continued line begins with a space, and an empty one is a dot. */
  private static String folded(String line) {
    return line.isBlank() ? " ." : " " + line;
  }

  private static String conffiles(Contents contents) {
    return contents.all().stream()
        .filter(PackagedFile::config)
        .map(file -> file.path() + "\n")
        .collect(Collectors.joining());
  }

  /** The files as entries of the archive, in order. */
  private record Data(Contents contents, Instant time) implements DataProducer {
    @Override
    public void produce(DataConsumer consumer) throws IOException {
      for (PackagedFile file : contents.all()) {
        Path source = file.source();
        String name = "." + file.path() + (source == null ? "/" : "");
        TarArchiveEntry entry =
            new TarArchiveEntry(
                name, source == null ? TarConstants.LF_DIR : TarConstants.LF_NORMAL);
        entry.setIds(0, 0);
        // The group of a secret is given by postinst: it is not there when the archive is unpacked.
        entry.setNames("root", "root");
        entry.setModTime(time.toEpochMilli());
        entry.setMode(file.mode());
        if (source == null) {
          consumer.onEachDir(entry);
        } else {
          byte[] bytes = Files.readAllBytes(source);
          entry.setSize(bytes.length);
          consumer.onEachFile(new ByteArrayInputStream(bytes), entry);
        }
      }
    }
  }

  /** Whatever jdeb finds worth a warning is worth a look. */
  private static final class Errors implements Console {
    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {
      System.err.println("deb: " + message);
    }
  }
}
