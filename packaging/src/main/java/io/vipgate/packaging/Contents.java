package io.vipgate.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is installed where: the files of one package, and all directories that are its own. */
final class Contents {
  static final String HOME = "/usr/lib/vipgate";
  static final String GROUP = "vipgate";

  /** Directories that every system has, and that no package owns alone. */
  private static final Set<String> COMMON =
      Set.of(
          "/",
          "/etc",
          "/usr",
          "/usr/bin",
          "/usr/lib",
          "/usr/lib/systemd",
          "/usr/lib/systemd/system",
          "/usr/lib/sysusers.d",
          "/usr/lib/tmpfiles.d",
          "/usr/share",
          "/usr/share/bash-completion",
          "/usr/share/bash-completion/completions",
          "/usr/share/doc",
          "/usr/share/lintian",
          "/usr/share/lintian/overrides",
          "/usr/share/man",
          "/usr/share/man/man1");

  private final List<PackagedFile> files = new ArrayList<>();

  Contents add(PackagedFile file) {
    files.add(file);
    return this;
  }

  /** Everything below a directory of the tree, at the same place below another. */
  Contents addAll(Tree tree, String from, String to) throws IOException {
    for (String file : tree.files(from)) {
      Path source = tree.resolve(file);
      String path = to + file.substring(from.length());
      add(
          Files.isExecutable(source)
              ? PackagedFile.program(path, source)
              : PackagedFile.file(path, source));
    }
    return this;
  }

  Contents copy() {
    Contents copy = new Contents();
    copy.files.addAll(files);
    return copy;
  }

  /** The files in the order of their paths, each after its directories. */
  List<PackagedFile> all() {
    List<PackagedFile> all = new ArrayList<>(files);
    for (String directory : directories()) {
      all.add(PackagedFile.directory(directory));
    }
    all.sort(java.util.Comparator.comparing(PackagedFile::path));
    return all;
  }

  private Set<String> directories() {
    Set<String> directories = new TreeSet<>();
    for (PackagedFile file : files) {
      for (int slash = file.path().lastIndexOf('/'); slash > 0; ) {
        String directory = file.path().substring(0, slash);
        directories.add(directory);
        slash = directory.lastIndexOf('/');
      }
    }
    return directories;
  }

  /** Those directories of {@link #all} that would be there without this package. */
  static boolean isCommon(PackagedFile file) {
    return file.isDirectory() && COMMON.contains(file.path());
  }

  /** What {@code du} would say of the files once they are installed, in KiB. */
  long installedKib() throws IOException {
    long kib = 0;
    for (PackagedFile file : files) {
      Path source = file.source();
      kib += source == null ? 0 : (Files.size(source) + 4095) / 4096 * 4;
    }
    return kib;
  }

  static String text(Path source) throws IOException {
    return Files.readString(source, StandardCharsets.UTF_8);
  }
}
