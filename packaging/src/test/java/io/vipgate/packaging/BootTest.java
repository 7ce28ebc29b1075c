package io.vipgate.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A boot with systemd as the first process, in namespaces, and the package's life under it: each
 * step stands on the one before.
 */
@RequiresRoot
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BootTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String VIP = "10.32.255.99";
  private static final String CONFIG = "/etc/vipgate/vipgate.conf";
  private static final String CONFIG_TEXT =
      """
      vrrp.apiserver {
        version = 3
        interface = bond0
        virtual-router-id = 88
        priority = 100
        advert-interval = 100ms
        addresses = ["10.32.255.99/32"]
      }
      proxy.apiserver {
        bind = ["10.32.255.99:8443", "127.0.0.1:6443"]
        check.type = tcp
        servers { m1.address = "10.32.137.20:6443", m3.address = "10.32.138.27:6443" }
      }
      """;

  private static final Path RESOURCES =
      Path.of(System.getProperty("vipgate.root", ".."), "app/src/test/resources");

  @TempDir private static Path scratch;
  private static DebianRoot debian;
  private static Machine machine;

  @BeforeAll
  static void boot() throws Exception {
    debian = DebianRoot.lend("boot");
    debian.install(Artefacts.deb());
    Files.writeString(debian.resolve(CONFIG), CONFIG_TEXT);
    // The test does not wait as long as an administrator would.
    Path dropIn = debian.resolve("/etc/systemd/system/vipgate.service.d/test.conf");
    Files.createDirectories(dropIn.getParent());
    Files.writeString(dropIn, "[Service]\nWatchdogSec=2s\n");
    copySample("keepalived.conf", "/etc/keepalived");
    copySample("haproxy.cfg", "/etc/haproxy");
    debian.run("systemctl", "enable", "vipgate.service");
    debian.unmountProc();
    machine = Machine.boot(debian.path());
  }

  private static void copySample(String name, String directory) throws IOException {
    Files.createDirectories(debian.resolve(directory));
    Files.copy(
        RESOURCES.resolve("import/pair").resolve(name),
        debian.resolve(directory).resolve(name),
        StandardCopyOption.REPLACE_EXISTING);
  }

  @AfterAll
  static void shutDown() {
    if (machine != null) {
      machine.close();
    }
    debian.close();
  }

  private static String property(String name) {
    return machine.attempt("systemctl", "show", "--value", "-p", name, "vipgate").out().strip();
  }

  private static boolean holdsVip() {
    return machine.attempt("ip", "-o", "address", "show", "to", VIP).out().contains(VIP);
  }

  private static void await(String what, java.util.function.BooleanSupplier condition) {
    Await.until(
        what,
        PATIENCE,
        condition,
        () -> machine.attempt("journalctl", "--no-pager", "-n", "40", "-u", "vipgate").out());
  }

  private static void awaitRestart(String deadPid) {
    await(
        "the service is back with the address",
        () ->
            !property("MainPID").equals(deadPid)
                && property("ActiveState").equals("active")
                && holdsVip());
  }

  @Test
  @Order(1)
  void theServiceIsUpBeforeItsInterface() {
    await("the service is active", () -> property("ActiveState").equals("active"));
    assertThat(machine.attempt("ip", "link", "show", "bond0").succeeded()).isFalse();
    assertThat(property("StatusText")).contains("vrrp/apiserver INITIALIZE");
    assertThat(property("NRestarts")).isEqualTo("0");
  }

  @Test
  @Order(2)
  void theAddressArrivesWithTheInterface() {
    machine.run("ip", "link", "add", "bond0", "type", "veth", "peer", "name", "peer0");
    machine.run("ip", "link", "set", "peer0", "up");
    machine.run("ip", "link", "set", "bond0", "up");
    machine.run("ip", "address", "add", "10.32.137.20/16", "dev", "bond0");
    await("the address is there", BootTest::holdsVip);
    assertThat(property("NRestarts")).isEqualTo("0");
    await("the status says so", () -> property("StatusText").contains("vrrp/apiserver MASTER"));
  }

  @Test
  @Order(3)
  void itRunsAsItsUserWithThreeCapabilities() {
    String status = machine.run("cat", "/proc/" + property("MainPID") + "/status").out();
    assertThat(status)
        .contains("CapEff:\t0000000000003400")
        .contains("CapBnd:\t0000000000003400")
        .contains("NoNewPrivs:\t1")
        .contains("Seccomp:\t2")
        .doesNotContain("Uid:\t0");
    assertThat(machine.run("vipgate", "status").out()).contains("MASTER");
  }

  private static void signal(String signal) {
    machine.run("systemctl", "kill", "--kill-whom=main", "--signal=" + signal, "vipgate");
  }

  private static String journal() {
    return machine.run("journalctl", "--no-pager", "-o", "cat", "-u", "vipgate").out();
  }

  @Test
  @Order(4)
  void theJournalHasTheReasonsAsFields() {
    String entries =
        machine
            .run(
                "journalctl",
                "--no-pager",
                "-u",
                "vipgate",
                "VIPGATE_SUBJECT=vrrp/apiserver",
                "-o",
                "json",
                "--output-fields=VIPGATE_FROM,VIPGATE_TO,VIPGATE_CAUSE")
            .out();
    assertThat(entries)
        .contains("\"VIPGATE_FROM\":\"BACKUP\"", "\"VIPGATE_TO\":\"MASTER\"", "\"no_master\"");
  }

  /** Those of app/src/test/resources/docs/commands.txt that are said to be typed here. */
  @Test
  @Order(5)
  void theDocumentedCommandsRunAsTheyAreWritten() throws IOException {
    List<String> commands =
        Files.readAllLines(RESOURCES.resolve("docs/commands.txt")).stream()
            .filter(line -> line.endsWith(" => BootTest"))
            .map(line -> line.substring(0, line.indexOf(" => ")))
            .toList();
    assertThat(commands).hasSizeGreaterThan(20);
    for (String command : commands) {
      Command.Result result = machine.attempt("sh", "-c", "cd /root && " + command);
      assertThat(result.exitCode()).as("%s: %s", command, result).isZero();
    }
    machine.run("systemctl", "enable", "--now", "vipgate");
    await("the address is back", BootTest::holdsVip);
  }

  /** The address is made to stay for ever, so that no lease can take it off instead. */
  @Test
  @Order(6)
  void aKilledOneIsReplacedAndWhatItLeftIsReleased() {
    String pid = property("MainPID");
    signal("STOP");
    machine.run("ip", "address", "change", VIP + "/32", "dev", "bond0", "valid_lft", "forever");
    signal("KILL");
    awaitRestart(pid);
    assertThat(property("NRestarts")).isEqualTo("1");
    assertThat(journal().lines()).contains("released " + VIP + "/32 from bond0");
  }

  /** Between the two notices the manager has it as reloading, which is a change of state. */
  @Test
  @Order(7)
  void theManagerIsToldOfAReload() {
    String pid = property("MainPID");
    String before = property("StateChangeTimestampMonotonic");
    signal("HUP");
    await(
        "the manager has heard of the reload and of its end",
        () ->
            !property("StateChangeTimestampMonotonic").equals(before)
                && property("SubState").equals("running"));
    machine.run("systemctl", "reload", "vipgate");
    assertThat(property("MainPID")).isEqualTo(pid);
  }

  /** The manager keeps the listening sockets: who connects meanwhile waits. */
  @Test
  @Order(8)
  void aRestartRefusesNoConnection() throws Exception {
    String pid = property("MainPID");
    try (Machine.Caller caller = machine.call("127.0.0.1", 6443)) {
      await("connections are accepted", () -> caller.served() > 20);
      machine.run("systemctl", "restart", "vipgate");
      awaitRestart(pid);
      awaitMoreOf(caller);
      assertThat(caller.failed()).isZero();
    }
  }

  private static void awaitMoreOf(Machine.Caller caller) {
    long so = caller.served();
    await("more are served", () -> caller.served() > so + 20);
  }

  @Test
  @Order(9)
  void aHolderIsNotReplacedInPlace() {
    String pid = property("MainPID");
    Command.Result refusal = machine.attempt("vipgate", "upgrade");
    assertThat(refusal.succeeded()).isFalse();
    assertThat(refusal.toString())
        .contains("vrrp/apiserver: value: MASTER", "vipgate demote apiserver", "systemctl restart");
    assertThat(property("MainPID")).isEqualTo(pid);
    assertThat(holdsVip()).isTrue();
  }

  /** The sandbox of the unit lets it, and the manager goes on with the successor. */
  @Test
  @Order(10)
  void anUpgradeInPlaceRefusesAndCutsNobody() throws Exception {
    String pid = property("MainPID");
    String restarts = property("NRestarts");
    machine.run(
        "systemd-run",
        "--unit=echo",
        "systemd-socket-activate",
        "--accept",
        "--inetd",
        "--listen=10.32.137.20:6443",
        "cat");
    await("the server is ready", () -> machine.run("vipgate", "status").out().contains("READY"));
    machine.run("ip", "link", "set", "bond0", "down");
    await("the address is given up", () -> !holdsVip());
    try (Machine.Caller caller = machine.call("127.0.0.1", 6443);
        Machine.Caller holder = machine.hold("127.0.0.1", 6443)) {
      await("both are served", () -> caller.served() > 20 && holder.served() > 20);
      machine.run("vipgate", "upgrade");
      await("the successor is the service", () -> !property("MainPID").equals(pid));
      awaitMoreOf(caller);
      awaitMoreOf(holder);
      assertThat(machine.attempt("test", "-d", "/proc/" + pid).succeeded()).isTrue();
      assertThat(caller.failed() + holder.failed()).isZero();
    }
    await(
        "the old one has ended", () -> !machine.attempt("test", "-d", "/proc/" + pid).succeeded());
    assertThat(property("ActiveState")).isEqualTo("active");
    assertThat(property("NRestarts")).isEqualTo(restarts);
    machine.run("ip", "link", "set", "bond0", "up");
    await("the address is back", BootTest::holdsVip);
  }

  /** It was not the manager's child to begin with. */
  @Test
  @Order(11)
  void theSuccessorIsRestartedAsAnyOther() throws Exception {
    String pid = property("MainPID");
    try (Machine.Caller caller = machine.call("127.0.0.1", 6443)) {
      await("connections are accepted", () -> caller.served() > 20);
      signal("KILL");
      awaitRestart(pid);
      awaitMoreOf(caller);
      assertThat(caller.failed()).isZero();
    }
    machine.run("systemctl", "stop", "echo");
  }

  @Test
  @Order(12)
  void aHungOneIsReplacedByTheWatchdog() {
    String pid = property("MainPID");
    signal("STOP");
    awaitRestart(pid);
    assertThat(journal()).contains("Watchdog timeout");
  }

  @Test
  @Order(13)
  void afterACleanStopThereIsNothingToRelease() {
    machine.run("systemctl", "stop", "vipgate");
    assertThat(holdsVip()).isFalse();
    machine.run("ip", "address", "add", VIP + "/32", "dev", "bond0");
    machine.run("env", "SERVICE_RESULT=success", "vipgate", "release");
    assertThat(holdsVip()).as("after a clean stop it is none of our business").isTrue();
    machine.run("env", "SERVICE_RESULT=signal", "vipgate", "release");
    assertThat(holdsVip()).isFalse();
    machine.run("systemctl", "start", "vipgate");
    await("the address is back", BootTest::holdsVip);
  }

  @Test
  @Order(14)
  void anUpgradeKeepsTheConfigurationAndMovesTheAddressOnce() throws Exception {
    String pid = property("MainPID");
    try (Machine.Monitor addresses = machine.monitorAddresses()) {
      machine.install(OtherVersion.of(Artefacts.deb(), "99.0", scratch), debian);
      awaitRestart(pid);
      assertThat(addresses.removals(VIP)).isLessThanOrEqualTo(1);
    }
    assertThat(Files.readString(debian.resolve(CONFIG))).isEqualTo(CONFIG_TEXT);
  }

  @Test
  @Order(15)
  void soDoesADowngrade() throws IOException {
    String pid = property("MainPID");
    machine.install(Artefacts.deb(), debian);
    awaitRestart(pid);
    assertThat(Files.readString(debian.resolve(CONFIG))).isEqualTo(CONFIG_TEXT);
  }

  @Test
  @Order(16)
  void removedItHoldsNothing() {
    machine.run("dpkg", "--force-unsafe-io", "--purge", "vipgate");
    assertThat(property("ActiveState")).isNotEqualTo("active");
    assertThat(holdsVip()).isFalse();
    assertThat(debian.resolve("/etc/vipgate")).doesNotExist();
    assertThat(machine.attempt("systemctl", "is-enabled", "vipgate").succeeded()).isFalse();
  }
}
