package io.vipgate.bench.result;

import io.vipgate.bench.stat.Samples;
import io.vipgate.lab.takeover.TakeoverBar;
import io.vipgate.lab.takeover.TakeoverRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Every bar that the project has set itself, and that a measurement can tell. */
public final class Bars {
  /** HAProxy with one thread or two, with and without splice, with buffers as packaged or large. */
  private static final String ANY_HAPROXY = "haproxy(?!.*pinned).*";

  /** HAProxy whose threads keep to processors of their own: beyond what the bars were set with. */
  private static final String PINNED_HAPROXY = "haproxy.*pinned.*";

  /** Less than this is a tie. */
  private static final double TIE = 0.1;

  /** HAProxy with the buffers that it has as packaged. */
  private static final String STOCK_HAPROXY = "haproxy-[12]t";

  private static final double P99 = 0.99;
  private static final double MEDIAN = 0.5;

  private Bars() {}

  /** All of them, in the order of the page. */
  public static List<Bar> all() {
    List<Bar> bars = new ArrayList<>();
    endToEnd(bars);
    vrrp(bars);
    takeovers(bars);
    dataPath(bars);
    soaks(bars);
    checks(bars);
    footprint(bars);
    scale(bars);
    return List.copyOf(bars);
  }

  private static void endToEnd(List<Bar> bars) {
    String source = "end to end";
    bars.add(
        Bar.atMost(
            source,
            "the holder loses power, settings of the samples: longest time unserved",
            3700,
            "ms",
            quantile("avail/power-loss", "vipgate-1s", "outage", 1)));
    bars.add(
        Bar.atMost(
            source,
            "clean stop, settings of the samples: longest time unserved",
            700,
            "ms",
            quantile("avail/clean-stop", "vipgate-1s", "outage", 1)));
    bars.add(
        Bar.atMost(
            source,
            "an apiserver is killed: failed requests",
            0,
            "requests",
            quantile("avail/apiserver-killed", "vipgate-10ms", "failed", 1)));
  }

  private static void vrrp(List<Bar> bars) {
    String source = "VRRP";
    bars.add(
        Bar.atMost(
            source,
            "the holder loses power, adverts of 10 ms: median time unserved",
            45,
            "ms",
            quantile("avail/power-loss", "vipgate-10ms", "outage", MEDIAN)));
    bars.add(
        Bar.atMost(
            source,
            "the same: p99",
            80,
            "ms",
            quantile("avail/power-loss", "vipgate-10ms", "outage", P99)));
    bars.add(
        Bar.atMost(
            source,
            "SIGKILL of the holder's process, adverts of 1 s: median time to the address elsewhere",
            15,
            "ms",
            quantile("avail/killed", "vipgate-1s", "takeover", MEDIAN)));
    bars.add(
        Bar.atMost(
            source,
            "the same: p99",
            40,
            "ms",
            quantile("avail/killed", "vipgate-1s", "takeover", P99)));
    bars.add(
        Bar.atMost(
            source,
            "CPU of a master at adverts of 10 ms",
            1,
            "%",
            median("foot/election-10ms", Figures.OURS, "cpu")));
  }

  /** The same and more over a hundred tries, from the client's side or by the address itself. */
  private static void takeovers(List<Bar> bars) {
    for (TakeoverRow row : TakeoverRow.all()) {
      TakeoverBar bar = row.bar();
      if (bar != null) {
        String what = "%s fails: %s: ".formatted(row.what(), bar.side());
        bars.add(takeover(what + "median", bar.median(), row, bar, MEDIAN));
        bars.add(takeover(what + "p99", bar.p99(), row, bar, P99));
      }
    }
  }

  private static Bar takeover(
      String what, Duration limit, TakeoverRow row, TakeoverBar bar, double q) {
    return Bar.atMost(
        "takeovers",
        what,
        (double) limit.toMillis(),
        "ms",
        quantile("takeover/" + row.cell(), row.program(), bar.side(), q));
  }

  private static void soaks(List<Bar> bars) {
    none(bars, "idle", "lost", "9,000 idle connections, 10 min, a pool change each second: lost");
    for (String metric : List.of("refused", "cut", "lost")) {
      none(bars, "reload", metric, "a reload each second for 5 min under load: " + metric);
    }
    none(bars, "restart", "refused", "restarts under load: refused");
    for (String metric : List.of("refused", "cut", "lost")) {
      none(bars, "upgrade", metric, "upgrades in place under load: " + metric);
    }
    for (String metric : List.of("refused", "cut")) {
      none(bars, "storm", metric, "9,000 connects at once: " + metric);
    }
    none(bars, "election", "changes", "10 min of full load, adverts of 100 ms: role changes");
    none(bars, "day", "changes", "24 simulated hours, 1 % lost: role changes without a cause");
  }

  private static void none(List<Bar> bars, String soak, String metric, String what) {
    bars.add(Bar.atMost("soaks", what, 0, "", median("soak/" + soak, Figures.OURS, metric)));
  }

  private static void dataPath(List<Bar> bars) {
    String source = "data path";
    bars.add(
        Bar.atLeast(
            source,
            "requests a second, 64 connections, 256 B, over HAProxy's best",
            1,
            "x",
            ratio("data/request", ANY_HAPROXY, "rate")));
    bars.add(
        Bar.atMost(
            source,
            "CPU a request, over HAProxy's best",
            1,
            "x",
            ratio("data/request", ANY_HAPROXY, "cpu")));
    bars.add(
        Bar.atMost(
            source,
            "p99 of a request, over HAProxy's best",
            1.05,
            "x",
            ratio("data/request", ANY_HAPROXY, "p99")));
    bars.add(
        Bar.atLeast(
            source,
            "requests a second, over HAProxy's best with cpu-map",
            1 - TIE,
            "x",
            ratio("data/request", PINNED_HAPROXY, "rate")));
    bars.add(
        Bar.atMost(
            source,
            "p99 of a request, over HAProxy's best with cpu-map",
            1 + TIE,
            "x",
            ratio("data/request", PINNED_HAPROXY, "p99")));
    bars.add(
        Bar.atLeast(
            source,
            "short connections a second, over HAProxy's best",
            1,
            "x",
            ratio("data/short", ANY_HAPROXY, "rate")));
    for (String cell : List.of("bulk-1-down", "bulk-8-down", "bulk-1-up", "bulk-8-up")) {
      bars.add(
          Bar.atLeast(
              source,
              cell + ", over HAProxy as packaged",
              2,
              "x",
              ratio("data/" + cell, STOCK_HAPROXY, "rate")));
      bars.add(
          Bar.atLeast(
              source,
              cell + ", over HAProxy's best",
              0.95,
              "x",
              ratio("data/" + cell, ANY_HAPROXY, "rate")));
    }
    bars.add(
        Bar.atMost(
            source,
            "resident memory at 9,000 connections, over HAProxy's best",
            1.15,
            "x",
            ratio("foot/connections-9000", ANY_HAPROXY, "resident")));
  }

  private static void checks(List<Bar> bars) {
    bars.add(
        Bar.atMost(
            "health checks",
            "SIGKILL of an apiserver that has clients, their last connection reset: median",
            50,
            "ms",
            medianOfEnds("avail/apiserver-killed", "vipgate-1s")));
    bars.add(
        Bar.atMost(
            "health checks",
            "100 servers checked each second by HTTPS: CPU",
            3,
            "%",
            median("scale/checks-https-100", Figures.OURS, "cpu")));
  }

  private static void footprint(List<Bar> bars) {
    String source = "footprint";
    bars.add(
        Bar.atMost(
            source,
            "resident memory, idle worker",
            56,
            "MiB",
            median("foot/idle", "vipgate-worker", "resident")));
    bars.add(
        Bar.atMost(
            source,
            "resident memory, idle master",
            64,
            "MiB",
            median("foot/idle", "vipgate-master", "resident")));
    bars.add(
        Bar.atMost(
            source,
            "resident memory, 9,000 connections",
            72,
            "MiB",
            median("foot/connections-9000", Figures.OURS, "resident")));
    bars.add(
        Bar.atMost(
            source,
            "from exec to the first accepted connection",
            300,
            "ms",
            median("foot/start", Figures.OURS, "time")));
    bars.add(
        Bar.atMost(
            source,
            "installed size, runtime included",
            60,
            "MiB",
            median("foot/installed", Figures.OURS, "size")));
    for (String unit : List.of("master", "worker")) {
      bars.add(
          Bar.atMost(
              source,
              unit + "'s unit: exposure, as systemd counts it",
              1.5,
              "",
              median("foot/exposure", "vipgate-" + unit, "exposure")));
    }
  }

  private static void scale(List<Bar> bars) {
    bars.add(
        Bar.atMost(
            "endurance",
            "requests that fail between faults",
            0,
            "requests",
            quantile("endure/faults", Figures.OURS, "failed in calm", 1)));
    for (String metric : List.of("resident", "descriptors", "threads")) {
      bars.add(
          Bar.atMost(
              "endurance",
              metric + ", last third over second third",
              1.05,
              "x",
              median("endure/faults", Figures.OURS, metric + "-growth")));
    }
    for (String what : List.of("connections", "servers", "proxies", "instances")) {
      bars.add(
          Bar.atMost(
              "scale",
              "memory as " + what + " grow: exponent (1 is linear)",
              1.1,
              "",
              median("scale/" + what, Figures.OURS, "memory-growth")));
    }
    bars.add(
        Bar.atMost(
            "scale",
            "CPU a request as connections grow: exponent (0 is constant)",
            0.1,
            "",
            median("scale/connections", Figures.OURS, "cpu-growth")));
  }

  private static Function<Figures, OptionalDouble> ratio(
      String cell, String contenders, String metric) {
    return figures -> figures.ratio(cell, contenders, metric);
  }

  private static Function<Figures, OptionalDouble> median(
      String cell, String contender, String metric) {
    return quantile(cell, contender, metric, MEDIAN);
  }

  /** Where nobody was connected to it, nothing ended. */
  private static Function<Figures, OptionalDouble> medianOfEnds(String cell, String contender) {
    return figures ->
        figures
            .find(cell, contender, "last end")
            .map(figure -> figure.samples().values().stream().filter(ms -> ms > 0).toList())
            .filter(ends -> !ends.isEmpty())
            .map(ends -> OptionalDouble.of(new Samples(ends).median()))
            .orElse(OptionalDouble.empty());
  }

  private static Function<Figures, OptionalDouble> quantile(
      String cell, String contender, String metric, double q) {
    return figures -> {
      Optional<Figure> figure = figures.find(cell, contender, metric);
      return figure.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(figure.get().samples().quantile(q));
    };
  }
}
