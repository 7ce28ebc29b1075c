package io.vipgate.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Takes away what labs leave on the host: processes, namespaces (and with them links) and
 * directories. Goes on over errors and returns them.
 */
final class Remains {
  private static final Path NAMESPACES = Path.of("/run/netns");
  private static final Duration DEATH = Duration.ofSeconds(5);

  /** Where labs have their directories. */
  static final Path DIRECTORIES = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));

  private Remains() {}

  /** Sweeps all that belongs to JVMs that are gone. */
  static List<Exception> sweepOrphans() {
    return sweep(id -> !id.owner().isAlive());
  }

  /** Takes away one lab. */
  static List<Exception> remove(LabId lab) {
    return sweep(lab::equals);
  }

  private static List<Exception> sweep(Predicate<LabId> chosen) {
    List<Exception> errors = new ArrayList<>();
    for (Path namespace : chosenIn(NAMESPACES, chosen)) {
      collect(errors, () -> removeNamespace(namespace));
    }
    for (Path directory : chosenIn(DIRECTORIES, chosen)) {
      collect(errors, () -> removeTree(directory));
    }
    return errors;
  }

  private static List<Path> chosenIn(Path directory, Predicate<LabId> chosen) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(e -> LabId.parse(e.getFileName().toString()).filter(chosen).isPresent())
          .toList();
    } catch (IOException e) {
      return List.of(); // no namespace was ever made on this host
    }
  }

  private static void removeNamespace(Path namespace) {
    String name = namespace.getFileName().toString();
    killAllIn(name);
    Command.Result deleted = Command.attempt("ip", "netns", "del", name);
    if (Files.exists(namespace)) { // else two sweepers met, and one of them did it
      deleted.orThrow();
    }
  }

  private static void killAllIn(String namespace) {
    Await.until(
        "no process is left in " + namespace,
        DEATH,
        () -> {
          List<ProcessHandle> left = processesIn(namespace);
          left.forEach(ProcessHandle::destroyForcibly);
          return left.isEmpty();
        },
        () -> "left: " + processesIn(namespace));
  }

  private static List<ProcessHandle> processesIn(String namespace) {
    return Command.attempt("ip", "netns", "pids", namespace)
        .out()
        .lines()
        .map(line -> ProcessHandle.of(Long.parseLong(line.strip())))
        .flatMap(handle -> handle.stream())
        .toList();
  }

  private static void removeTree(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      if (Files.exists(directory)) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static void collect(List<Exception> errors, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      errors.add(e);
    }
  }
}
