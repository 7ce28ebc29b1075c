package io.vipgate.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A package's way through a Debian without a service manager: each step stands on the one before.
 */
@RequiresRoot
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackageLifeTest {
  private static final String CONFIG = "/etc/vipgate/vipgate.conf";
  private static final String WORKER =
      "proxy.a { bind = [\"127.0.0.1:6443\"], servers { one.address = \"10.0.0.1:6443\" } }\n";

  @TempDir private static Path scratch;
  private static DebianRoot debian;

  @BeforeAll
  static void lend() throws Exception {
    debian = DebianRoot.lend("life");
  }

  @AfterAll
  static void giveBack() {
    debian.close();
  }

  private static String stat(String format, String path) {
    return debian.run("stat", "--format=" + format, path).out().strip();
  }

  @Test
  @Order(1)
  void installs() throws Exception {
    debian.install(Artefacts.deb());
    assertThat(stat("%U:%G %a", CONFIG)).isEqualTo("root:vipgate 640");
    assertThat(debian.run("getent", "passwd", "vipgate").out()).contains("/nonexistent");
    assertThat(debian.run("vipgate", "--version").out()).startsWith("vipgate ");
    assertThat(debian.attempt("vipgate", "check").exitCode())
        .as("the file as installed configures nothing")
        .isEqualTo(2);
    for (String example : new String[] {"master", "worker"}) {
      assertThat(
              debian
                  .run("vipgate", "check", "--config", "/etc/vipgate/" + example + ".conf.example")
                  .out())
          .isNotBlank();
    }
  }

  /** dpkg's own count of what is on the disk. */
  @Test
  @Order(2)
  void isSmall() {
    String kib = debian.run("dpkg-query", "-W", "-f", "${Installed-Size}", "vipgate").out().strip();
    assertThat(Long.parseLong(kib)).isBetween(40L * 1024, 60L * 1024);
  }

  /** 300 ms from exec, of which nothing is spent waiting. */
  @Test
  @Order(3)
  void isQuickToAccept() throws Exception {
    assertThat(new ExecToAccept(debian).bestMs(10, 300)).isLessThanOrEqualTo(300);
  }

  /** Names on the command line are the caller's, though the launcher goes elsewhere. */
  @Test
  @Order(4)
  void readsARelativeName() throws Exception {
    Files.writeString(debian.resolve("/var/tmp/worker.conf"), WORKER);
    debian.run("sh", "-c", "cd /var/tmp && vipgate check --config worker.conf");
  }

  @Test
  @Order(5)
  void anUpgradeKeepsTheConfiguration() throws Exception {
    Files.writeString(debian.resolve(CONFIG), WORKER);
    debian.install(OtherVersion.of(Artefacts.deb(), "99.0", scratch));
    assertThat(Files.readString(debian.resolve(CONFIG))).isEqualTo(WORKER);
    assertThat(stat("%U:%G %a", CONFIG)).isEqualTo("root:vipgate 640");
    debian.run("vipgate", "check");
  }

  @Test
  @Order(6)
  void aDowngradeKeepsItToo() throws Exception {
    debian.install(Artefacts.deb());
    assertThat(Files.readString(debian.resolve(CONFIG))).isEqualTo(WORKER);
    debian.run("vipgate", "check");
  }

  @Test
  @Order(7)
  void removedItLeavesTheConfigurationOnly() {
    debian.run("dpkg", "--force-unsafe-io", "--remove", "vipgate");
    assertThat(debian.resolve(CONFIG)).exists();
    assertThat(debian.resolve("/usr/lib/vipgate")).doesNotExist();
    assertThat(debian.resolve("/usr/bin/vipgate")).doesNotExist();
  }

  @Test
  @Order(8)
  void purgedItLeavesNothing() {
    debian.run("dpkg", "--force-unsafe-io", "--purge", "vipgate");
    assertThat(debian.resolve("/etc/vipgate")).doesNotExist();
    assertThat(debian.resolve("/var/lib/vipgate")).doesNotExist();
  }

  @Test
  @Order(9)
  void theRpmInstallsIntoARoot() throws Exception {
    Path root = scratch.resolve("rpm");
    Command.run(
        "rpm",
        "--root",
        root.toString(),
        "-i",
        "--nodeps",
        "--noscripts",
        "--nosignature",
        Artefacts.rpm().toString());
    assertThat(Command.run("rpm", "--root", root.toString(), "-q", "vipgate").out())
        .startsWith("vipgate-");
    assertThat(
            Command.run("rpm", "-qp", "--nosignature", "--configfiles", Artefacts.rpm().toString())
                .out())
        .contains(CONFIG);
    assertThat(root.resolve("usr/lib/systemd/system/vipgate.service")).isRegularFile();
    // In the Debian root its libraries are there, so that it runs, too.
    Command.run("cp", "-a", root.resolve("usr/.").toString(), debian.path() + "/usr/");
    assertThat(debian.run("vipgate", "--version").out()).startsWith("vipgate ");
  }

  /** The image has no base: what it needs is in it. */
  @Test
  @Order(10)
  void theImageRunsByItself() throws Exception {
    Path root = Files.createDirectories(scratch.resolve("image"));
    Path layers = Files.createDirectories(scratch.resolve("layers"));
    Command.run("tar", "-xf", Artefacts.image().toString(), "-C", layers.toString());
    Command.run(
        "sh",
        "-c",
        "for blob in \"$0\"/blobs/sha256/*; do gzip -t $blob 2>/dev/null && tar -xzf $blob -C \"$1\" || true; done",
        layers.toString(),
        root.toString());
    Files.createDirectories(root.resolve("proc"));
    assertThat(
            Command.run(
                    "unshare",
                    "--mount",
                    "sh",
                    "-c",
                    "mount -t proc proc \"$0/proc\" && exec chroot \"$0\" \"$@\"",
                    root.toString(),
                    "/usr/lib/vipgate/runtime/bin/java",
                    "-cp",
                    "/usr/lib/vipgate/lib/*",
                    "io.vipgate.app.Main",
                    "--version")
                .out())
        .startsWith("vipgate ");
  }
}
