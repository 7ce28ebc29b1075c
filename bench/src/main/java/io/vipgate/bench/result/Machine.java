package io.vipgate.bench.result;

import io.vipgate.lab.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What a run ran on. */
public final class Machine {
  /** How often a run was interrupted, and went on; not there if never. */
  public static final String INTERRUPTIONS = "interruptions";

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

  /** Whether figures from here and from there may stand in one table. */
  public static boolean isSame(Map<String, String> one, Map<String, String> other) {
    return Stream.of("cpu", "cores", "memory", "kernel", "vipgate", "haproxy", "keepalived")
        .allMatch(fact -> Objects.equals(one.get(fact), other.get(fact)));
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
