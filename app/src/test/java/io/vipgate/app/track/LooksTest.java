package io.vipgate.app.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.vrrp.role.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooksTest {

  @TempDir private Path directory;

  @ParameterizedTest(name = "\"{0}\" is {1}")
  @CsvSource({
    "7,7",
    "' -20\n',-20",
    "'+3 of these',3",
    "99999999999,2147483647",
    "-99999999999,-2147483648",
    "down,0",
    "'',0"
  })
  void theNumberThatAFileBeginsWith(String text, int number) throws IOException {
    Path file = Files.writeString(directory.resolve("weight"), text);
    assertThat(new FileLook(file).look())
        .isInstanceOfSatisfying(
            Observation.Reading.class, reading -> assertThat(reading.value()).isEqualTo(number));
  }

  @Test
  void aMissingFileCountsAsZero() {
    Path file = directory.resolve("missing");
    assertThat(new FileLook(file).look())
        .isEqualTo(new Observation.Reading(0, file + " cannot be read: NoSuchFileException"));
  }

  @Test
  void processesByName() throws IOException {
    process(1, "etcd", "S", "/usr/bin/etcd\0--name\0m1\0");
    process(2, "etcd", "Z", "");
    process(3, "etcd-watch", "S", "/usr/bin/etcd-watch\0");
    assertThat(look("etcd", 1)).isEqualTo(new Observation.Up("at least 1 running: etcd"));
    assertThat(look("etcd", 2)).isEqualTo(new Observation.Down("1 of at least 2 running: etcd"));
    assertThat(look("etc", 1)).isInstanceOf(Observation.Down.class);
  }

  @Test
  void processesByCommand() throws IOException {
    process(1, "java", "S", "/usr/bin/java\0-jar\0/opt/a.jar\0");
    process(2, "java", "S", "/usr/bin/java\0-jar\0/opt/b.jar\0--verbose\0");
    assertThat(look("/usr/bin/java -jar /opt/a.jar", 1)).isInstanceOf(Observation.Up.class);
    assertThat(look("/usr/bin/java -jar /opt/b.jar", 1)).isInstanceOf(Observation.Up.class);
    assertThat(look("/usr/bin/java", 2)).isInstanceOf(Observation.Up.class);
    assertThat(look("/usr/bin/java -jar /opt/a", 1)).isInstanceOf(Observation.Down.class);
  }

  /** TASK_COMM_LEN. */
  @Test
  void longNamesAreCutAsTheKernelCutsThem() throws IOException {
    process(1, "kube-controller", "S", "/usr/bin/kube-controller-manager\0");
    assertThat(look("kube-controller-manager", 1)).isInstanceOf(Observation.Up.class);
  }

  @Test
  void aNameMayContainWhatLooksLikeAState() throws IOException {
    process(1, "a) Z (b", "S", "/a\0");
    assertThat(look("a) Z (b", 1)).isInstanceOf(Observation.Up.class);
  }

  @Test
  void findsThisVeryProcess() throws IOException {
    String name = Files.readString(Path.of("/proc/self/comm")).strip();
    assertThat(new ProcessLook(Path.of("/proc"), name, 1).look())
        .isInstanceOf(Observation.Up.class);
  }

  private Observation look(String process, int atLeast) {
    return new ProcessLook(directory, process, atLeast).look();
  }

  private void process(int id, String name, String state, String command) throws IOException {
    Path of = Files.createDirectory(directory.resolve(Integer.toString(id)));
    Files.writeString(of.resolve("comm"), name + "\n");
    Files.writeString(of.resolve("stat"), id + " (" + name + ") " + state + " 1 1");
    Files.writeString(of.resolve("cmdline"), command);
  }
}
