package io.vipgate.packaging;

import io.vipgate.lab.Command;
import io.vipgate.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A Debian 12 in a directory, with what the package depends on and with systemd. Made once (by
 * {@code bin/debian-root}, which bin/test starts early), and lent as an overlay: what is done to a
 * loan is gone with it.
 */
final class DebianRoot implements AutoCloseable {
  private static final long PATIENCE_MINUTES = 10;

  private final Path overlay;
  private final Path root;

  private DebianRoot(Path overlay) {
    this.overlay = overlay;
    this.root = overlay.resolve("root");
  }

  /** Lends one; waits for the making of the first. */
  static DebianRoot lend(String name) throws IOException, InterruptedException {
    Path base = base();
    Path overlay = Artefacts.TARGET.resolve("root-" + name);
    DebianRoot lent = new DebianRoot(overlay);
    lent.close(); // of a run that was killed
    Files.createDirectories(overlay);
    // In memory: not every file system can lie over another one.
    Command.run("mount", "-t", "tmpfs", "tmpfs", overlay.toString());
    for (String directory : new String[] {"upper", "work", "root"}) {
      Files.createDirectories(overlay.resolve(directory));
    }
    Command.run(
        "mount",
        "-t",
        "overlay",
        "-o",
        "lowerdir=%s,upperdir=%s,workdir=%s"
            .formatted(base, overlay.resolve("upper"), overlay.resolve("work")),
        "vipgate",
        lent.root.toString());
    // The dynamic linker finds a program's own libraries by /proc/self/exe.
    Command.run("mount", "-t", "proc", "proc", lent.root.resolve("proc").toString());
    return lent;
  }

  private static Path base() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Artefacts.PROJECT.resolve("bin/debian-root").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String path =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new LabException("bin/debian-root: value: failed (expected: a root directory)");
    }
    return Path.of(path.strip());
  }

  /** Before it boots: who boots mounts its own. */
  void unmountProc() {
    Command.run("umount", resolve("/proc").toString());
  }

  Path path() {
    return root;
  }

  Path resolve(String path) {
    return root.resolve(path.substring(1));
  }

  /** Runs a command in it to its end, whatever that is. */
  Command.Result attempt(String... command) {
    String[] whole = new String[command.length + 2];
    whole[0] = "chroot";
    whole[1] = root.toString();
    System.arraycopy(command, 0, whole, 2, command.length);
    return Command.attempt(whole);
  }

  Command.Result run(String... command) {
    return attempt(command).orThrow();
  }

  /** Installs a package from the host's file system. */
  void install(Path deb) throws IOException {
    Path inside = resolve("/var/tmp/" + deb.getFileName());
    Files.copy(deb, inside, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    run("dpkg", "--force-unsafe-io", "-i", "/var/tmp/" + deb.getFileName());
  }

  @Override
  public void close() {
    if (Files.isDirectory(root)) {
      Command.attempt("umount", "--recursive", "--lazy", overlay.toString());
    }
    Command.run("rm", "-rf", "--one-file-system", overlay.toString());
  }
}
