package io.vipgate.app.cli;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;

/**
 * The status in one line and one exit code, as the plugins of Nagios, Icinga and their kind answer.
 *
 * @param severity decides the exit code
 * @param line for people, with performance data after the bar
 */
record StatusVerdict(Severity severity, String line) {

  /** As the Monitoring Plugins' guidelines have them. */
  enum Severity {
    OK(0),
    WARNING(1),
    CRITICAL(2);

    private final int exitCode;

    Severity(int exitCode) {
      this.exitCode = exitCode;
    }

    int exitCode() {
      return exitCode;
    }
  }

  /** Nobody answers: the endpoint may well be gone with it. */
  static StatusVerdict notAnswering(String why) {
    return new StatusVerdict(Severity.CRITICAL, "VIPGATE CRITICAL - " + why);
  }

  /** From the JSON that the service answers. */
  static StatusVerdict of(Config status) {
    Judgement judgement = new Judgement();
    status.getConfigList("vrrp").forEach(judgement::router);
    status.getConfigList("proxies").forEach(judgement::proxy);
    return judgement.verdict();
  }

  private static final class Judgement {
    private final List<String> words = new ArrayList<>();
    private final List<String> figures = new ArrayList<>();
    private Severity severity = Severity.OK;

    void router(Config vrrp) {
      String name = "vrrp/" + vrrp.getString("name");
      String state = vrrp.getString("state");
      words.add(name + " " + state);
      if (state.equals("INITIALIZE")) {
        words.add(vrrp.getString("link"));
        atLeast(Severity.CRITICAL);
      }
      for (String disagreement : vrrp.getStringList("disagreements")) {
        words.add(disagreement);
        atLeast(Severity.WARNING);
      }
    }

    void proxy(Config proxy) {
      String name = "proxy/" + proxy.getString("name");
      List<? extends Config> servers = proxy.getConfigList("servers");
      long ready = servers.stream().filter(Judgement::isReady).count();
      words.add("%s %d of %d servers ready".formatted(name, ready, servers.size()));
      servers.stream()
          .filter(server -> !isReady(server))
          .forEach(server -> words.add(server.getString("name") + " " + server.getString("state")));
      figures.add("'%s_ready'=%d".formatted(name, ready));
      figures.add("'%s_connections'=%d".formatted(name, proxy.getLong("connections")));
      if (ready == 0) {
        atLeast(Severity.CRITICAL);
      } else if (servers.stream().anyMatch(server -> !isReady(server) && !isOrdered(server))) {
        atLeast(Severity.WARNING);
      }
    }

    private static boolean isReady(Config server) {
      return server.getString("state").equals("READY");
    }

    /** What an operator took out is no cause for alarm. */
    private static boolean isOrdered(Config server) {
      return !server.getString("order").equals("ready");
    }

    private void atLeast(Severity floor) {
      severity = severity.compareTo(floor) < 0 ? floor : severity;
    }

    StatusVerdict verdict() {
      // A bar would end the text: what follows it is read as figures.
      String text = String.join(", ", words).replace('|', '/');
      return new StatusVerdict(
          severity, "VIPGATE %s - %s | %s".formatted(severity, text, String.join(" ", figures)));
    }
  }
}
