package io.vipgate.app.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The process as the kernel sees it, see proc(5), under the names that Prometheus' clients use. */
final class ProcessMetrics {
  private static final long PAGE_BYTES = 4096;

  private ProcessMetrics() {}

  static void bindTo(MeterRegistry registry) {
    Gauge.builder("process.resident.memory", ProcessMetrics::residentBytes)
        .description("Resident memory size.")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("process.open.fds", ProcessMetrics::openDescriptors)
        .description("Open file descriptors.")
        .register(registry);
  }

  private static double residentBytes() {
    try {
      String[] fields = Files.readString(Path.of("/proc/self/statm")).split(" ", -1);
      return Long.parseLong(fields[1]) * (double) PAGE_BYTES;
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  private static double openDescriptors() {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.count();
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
