package io.vipgate.app.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators ordered, kept over restarts: one a line, {@code drain apiserver/m1} or {@code
 * weight=5 apiserver/m1}.
 *
 * <p>Written on a thread of its own, since a disk that hangs must not delay an election; a disk
 * that fails is a line in the log, and the orders hold until the process ends.
 */
public final class OrderFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OrderFile.class);
  private static final long CLOSE_LIMIT_S = 2;
  private static final String WEIGHT = "weight=";

  private final Path file;
  private final ExecutorService disk =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "vipgate-orders");
            thread.setDaemon(true);
            return thread;
          });

  public OrderFile(Path file) {
    this.file = file;
  }

  /**
   * The orders by server ({@code PROXY/SERVER}); what cannot be read is as if it were not there.
   */
  public Map<String, Ordered> read() {
    try {
      return Files.exists(file)
          ? parse(Files.readAllLines(file, StandardCharsets.UTF_8))
          : Map.of();
    } catch (IOException e) {
      log.warn("orders: value: {} (expected: a file that can be read)", e.toString());
      return Map.of();
    }
  }

  static Map<String, Ordered> parse(List<String> lines) {
    Map<String, Ordered> orders = new LinkedHashMap<>();
    for (String line : lines) {
      int space = line.indexOf(' ');
      if (space > 0) {
        String what = line.substring(0, space);
        orders.compute(
            line.substring(space + 1),
            (server, before) -> parse(what, before == null ? Ordered.NOTHING : before));
      }
    }
    orders.values().removeIf(Ordered.NOTHING::equals);
    return orders;
  }

  private static Ordered parse(String what, Ordered before) {
    if (what.startsWith(WEIGHT)) {
      OptionalInt weight = Weight.parse(what.substring(WEIGHT.length()));
      return weight.isPresent() ? new Ordered(before.order(), weight.getAsInt()) : before;
    }
    return Order.of(what).map(order -> new Ordered(order, before.weight())).orElse(before);
  }

  static List<String> format(Map<String, Ordered> orders) {
    List<String> lines = new ArrayList<>();
    orders.forEach(
        (server, ordered) -> {
          if (ordered.order() != Order.READY) {
            lines.add(ordered.order().label() + " " + server);
          }
          if (ordered.weight() != null) {
            lines.add(WEIGHT + ordered.weight() + " " + server);
          }
        });
    return lines;
  }

  /** Has these kept, in place of those before; returns at once. */
  public void write(Map<String, Ordered> orders) {
    List<String> lines = format(orders);
    disk.execute(() -> replace(lines));
  }

  /** By a new file that takes the old one's name: a loss of power leaves one or the other. */
  private void replace(List<String> lines) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(fresh, lines, StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      log.warn("orders: value: {} (expected: a file that can be written)", e.toString());
    }
  }

  /** Writes what is to be written, for at most two seconds. */
  @Override
  public void close() {
    disk.shutdown();
    try {
      if (!disk.awaitTermination(CLOSE_LIMIT_S, TimeUnit.SECONDS)) {
        log.warn("orders: value: {} hangs (expected: to be written)", file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
