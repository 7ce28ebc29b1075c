package io.vipgate.bench.result;

import io.vipgate.lab.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run ran on. */
public final class Machine {
  /** How often a run was interrupted, and went on; not there if never. */
  public static final String INTERRUPTIONS = "interruptions";

  private static final List<String> SOFTWARE =
      List.of(
          "date", "kernel", "vipgate", "haproxy", "keepalived", "nginx", "wrk", "h2load", "iperf3");

  /** One part in so many. */
  private static final long MEMORY_TOLERANCE = 100;

  private Machine() {}

  /** By keyword. */
  public static Map<String, String> describe(String vipgate) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    facts.put("cpu", firstValue("/proc/cpuinfo", "model name"));
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("memory", firstValue("/proc/meminfo", "MemTotal"));
    facts.put("kernel", System.getProperty("os.version"));
    facts.put("load average before", read("/proc/loadavg").strip());
    facts.put("vipgate", vipgate);
    facts.put("haproxy", version("haproxy"));
    facts.put("keepalived", version("keepalived"));
    facts.put("nginx", version("nginx"));
    facts.put("wrk", version("wrk"));
    facts.put("h2load", version("nghttp2-client"));
    facts.put("iperf3", version("iperf3"));
    return facts;
  }

  /**
   * Of a run that goes on after an interruption: it began as it began.
   *
   * @param began what was said of it so far
   */
  public static Map<String, String> goingOn(Map<String, String> began) {
    Map<String, String> facts = new LinkedHashMap<>(began);
    facts.merge(INTERRUPTIONS, "1", (times, one) -> Integer.toString(Integer.parseInt(times) + 1));
    return facts;
  }

  /**
   * Whether figures from here and from there may stand on one page: the hardware is the same. Of
   * the memory each build of a kernel keeps some pages more or less for itself.
   */
  public static boolean isComparable(Map<String, String> one, Map<String, String> other) {
    return Stream.of("cpu", "cores")
            .allMatch(fact -> Objects.equals(one.get(fact), other.get(fact)))
        && Math.abs(memoryKib(one) - memoryKib(other)) <= memoryKib(one) / MEMORY_TOLERANCE;
  }

  /**
   * What else differs, such as {@code date 2026-11-22, kernel 6.1.0-41}; empty if nothing does.
   *
   * @param began what the run began on
   * @param now what it goes on with
   */
  public static String difference(Map<String, String> began, Map<String, String> now) {
    return SOFTWARE.stream()
        .filter(fact -> !Objects.equals(began.get(fact), now.get(fact)))
        .map(fact -> fact + " " + now.get(fact))
        .collect(Collectors.joining(", "));
  }

  private static long memoryKib(Map<String, String> facts) {
    return Long.parseLong(facts.getOrDefault("memory", "0 kB").split(" ", 2)[0]);
  }

  private static String version(String debianPackage) {
    Command.Result result = Command.attempt("dpkg-query", "-W", "-f", "${Version}", debianPackage);
    return result.succeeded() ? result.out() : "not from Debian";
  }

  private static String firstValue(String file, String key) {
    return read(file)
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
