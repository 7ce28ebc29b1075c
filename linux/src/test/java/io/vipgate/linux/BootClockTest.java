package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BootClockTest {
  private static final long DAY_NS = Duration.ofDays(1).toNanos();

  @Test
  void isTheUptime() throws Exception {
    long beforeNs = BootClock.nowNs();
    String uptime = Files.readString(Path.of("/proc/uptime"));
    long afterNs = BootClock.nowNs();
    double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
    // The file has hundredths, rounded down.
    assertThat(seconds).isBetween(beforeNs / 1e9 - 0.01, afterNs / 1e9);
  }

  /**
   * In a time namespace (time_namespaces(7)) whose machine was suspended for a day, so to speak.
   */
  @Test
  @NeedsRoot
  void countsTheTimeOfSuspension() throws Exception {
    String output =
        Shell.run(
            "unshare",
            "--time",
            "--fork",
            "--boottime",
            Long.toString(Duration.ofDays(1).toSeconds()),
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx32m",
            Main.class.getName());
    String line = output.lines().filter(text -> text.startsWith("now ")).findFirst().orElseThrow();
    long thereNs = Long.parseLong(line.substring("now ".length()));
    assertThat(thereNs - BootClock.nowNs())
        .isBetween(DAY_NS - Duration.ofMinutes(1).toNanos(), DAY_NS);
  }

  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      System.out.println("now " + BootClock.nowNs());
    }
  }
}
