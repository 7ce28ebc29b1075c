package io.vipgate.lab.endurance;

import io.vipgate.lab.LabException;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.sample.SampleCluster;
import io.vipgate.lab.tenant.Vipgate;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two masters with adverts each 100 ms, and as many requests through the holder's proxy as this
 * machine can do: {@code bin/soak election SECONDS}. Prints a line of figures, and ends with an
 * error if a role changed.
 */
public final class ElectionSoak {
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final Duration START = Duration.ofSeconds(20);
  private static final int CONNECTIONS = 64;

  private static final Pattern TRANSITIONS =
      Pattern.compile("^vipgate_vrrp_transitions_total\\{.*} ([0-9.E]+)$", Pattern.MULTILINE);
  private static final Pattern RECEIVED =
      Pattern.compile(
          "^vipgate_vrrp_advertisements_received_total\\{.*} ([0-9.E]+)$", Pattern.MULTILINE);
  private static final Pattern DEADLINES =
      Pattern.compile(
          "^vipgate_control_loop_lateness_seconds_count ([0-9.E]+)$", Pattern.MULTILINE);
  private static final Pattern ON_TIME =
      Pattern.compile(
          "^vipgate_control_loop_lateness_seconds_bucket\\{le=\"0.05\"} ([0-9.E]+)$",
          Pattern.MULTILINE);
  private static final Pattern REQUESTS = Pattern.compile("([0-9]+) requests in");

  /** A server that closes a connection after so many requests counts as one, too. */
  private static final Pattern ERRORS = Pattern.compile("Socket errors: .*|Non-2xx.*");

  private ElectionSoak() {}

  /** Takes the number of seconds. */
  public static void main(String[] arguments) {
    if (arguments.length != 1 || !arguments[0].matches("[1-9][0-9]{0,5}")) {
      System.err.println(
          "seconds: value: %s (expected: one number, 1 or more)".formatted(List.of(arguments)));
      System.exit(2);
    }
    System.out.println(run(Integer.parseInt(arguments[0])));
    System.exit(0);
  }

  /**
   * Runs it.
   *
   * @return the figures
   * @throws LabException if a role changed, or if there was no load
   */
  static String run(int seconds) {
    try (SampleCluster cluster = SampleCluster.create("soak");
        VipWatch vip = cluster.watchVip();
        Vipgate holder = start(cluster, 1);
        Vipgate backup = start(cluster, 2)) {
      vip.awaitOnly(holder.node(), START);
      double roles = sum(holder, TRANSITIONS) + sum(backup, TRANSITIONS);
      double heard = sum(backup, RECEIVED);

      String load = load(cluster, seconds);

      double changes = sum(holder, TRANSITIONS) + sum(backup, TRANSITIONS) - roles;
      String figures =
          String.format(
              Locale.ROOT,
              "election: adverts each %d ms, %d connections through the proxy for %d s: %s,"
                  + " load average %.1f; %.0f adverts heard; deadlines missed by more"
                  + " than 50 ms: %.0f by the holder, %.0f by the backup; %.0f role changes",
              INTERVAL.toMillis(),
              CONNECTIONS,
              seconds,
              load,
              ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
              sum(backup, RECEIVED) - heard,
              late(holder),
              late(backup),
              changes);
      if (changes != 0) {
        throw new LabException(
            "%s (expected: none)%n%s%n%s"
                .formatted(figures, holder.process().log().tail(), backup.process().log().tail()));
      }
      return figures;
    }
  }

  private static Vipgate start(SampleCluster cluster, int number) {
    var router = cluster.router(number).inVersion3(INTERVAL);
    return Vipgate.start(cluster.master(number), cluster.masterConfig(router).text());
  }

  private static String load(SampleCluster cluster, int seconds) {
    List<String> command =
        List.of(
            "wrk",
            "-t2",
            "-c" + CONNECTIONS,
            "-d" + seconds + "s",
            "--timeout",
            "10s",
            "https://%s:%d/readyz".formatted(SampleCluster.VIP, SampleCluster.PORT));
    try (LabProcess wrk = cluster.client().start("wrk", command)) {
      int exit = wrk.awaitExit(Duration.ofSeconds(seconds).plus(START));
      String log = wrk.log().tail();
      Matcher requests = REQUESTS.matcher(log);
      if (exit != 0 || !requests.find()) {
        throw new LabException("wrk: value: exit %d (expected: requests)%n%s".formatted(exit, log));
      }
      long count = Long.parseLong(requests.group(1));
      Matcher errors = ERRORS.matcher(log);
      return String.format(
          Locale.ROOT,
          "%,d requests (%,d a second; errors: %s)",
          count,
          count / seconds,
          errors.find() ? errors.group() : "none");
    }
  }

  private static double late(Vipgate vipgate) {
    return sum(vipgate, DEADLINES) - sum(vipgate, ON_TIME);
  }

  private static double sum(Vipgate vipgate, Pattern metric) {
    Matcher lines = metric.matcher(vipgate.get("/metrics"));
    double sum = 0;
    while (lines.find()) {
      sum += Double.parseDouble(lines.group(1));
    }
    return sum;
  }
}
