package io.vipgate.packaging;

import io.vipgate.lab.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The same package under another version, for upgrades and downgrades. */
final class OtherVersion {
  private OtherVersion() {}

  static Path of(Path deb, String version, Path directory) throws IOException {
    Path tree = directory.resolve("tree-" + version);
    Command.run("dpkg-deb", "--raw-extract", deb.toString(), tree.toString());
    Path control = tree.resolve("DEBIAN/control");
    Files.writeString(
        control,
        Files.readString(control).replaceFirst("(?m)^Version: .*$", "Version: " + version));
    Path other = directory.resolve("vipgate_" + version + ".deb");
    Command.run("dpkg-deb", "--build", "-Znone", tree.toString(), other.toString());
    return other;
  }
}
