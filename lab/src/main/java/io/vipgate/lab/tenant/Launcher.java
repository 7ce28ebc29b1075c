package io.vipgate.lab.tenant;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a command of vipgate's is run in a node. */
@FunctionalInterface
interface Launcher {
  /** A root directory with the package in it; without it, the classes under test are run. */
  String INSTALLED_PROPERTY = "vipgate.installed";

  /** The command with its arguments, such as {@code status}, to be run in a node. */
  List<String> command(List<String> arguments);

  /** The one that this JVM was told to use. */
  static Launcher current() {
    String root = System.getProperty(INSTALLED_PROPERTY);
    return root == null ? Launcher::fromClasses : arguments -> installed(root, arguments);
  }

  private static List<String> fromClasses(List<String> arguments) {
    // Where the project is checked out: the parent of the directory that Maven runs tests in.
    Path project = Path.of(System.getProperty("vipgate.root", ".."));
    Path options = project.resolve("app/src/main/dist/jvm.options").toAbsolutePath().normalize();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + options,
                "-cp",
                System.getProperty("java.class.path"),
                "io.vipgate.app.Main"));
    command.addAll(arguments);
    return command;
  }

  /**
   * The installed files, as the service's user and with no capability but the unit's three. The
   * node's mount namespace is its own, so that what is mounted here is gone with the command; what
   * the service manager would make below /run is made here.
   */
  private static List<String> installed(String root, List<String> arguments) {
    String capabilities = "-all,+net_admin,+net_raw,+net_bind_service";
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "for directory in proc dev run; do"
                    + " mount --rbind /$directory \"$0/$directory\" || exit 1; done;"
                    + " chroot \"$0\" install -d -o vipgate -g vipgate /run/vipgate"
                    + " && exec chroot \"$0\" \"$@\"",
                root,
                "setpriv",
                "--reuid=vipgate",
                "--regid=vipgate",
                "--clear-groups",
                "--no-new-privs",
                "--bounding-set=" + capabilities,
                "--inh-caps=" + capabilities,
                "--ambient-caps=" + capabilities,
                "/usr/bin/vipgate"));
    command.addAll(arguments);
    return command;
  }
}
