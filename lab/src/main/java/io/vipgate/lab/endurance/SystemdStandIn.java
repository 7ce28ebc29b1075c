package io.vipgate.lab.endurance;

import io.vipgate.lab.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands in for systemd: starts the service, keeps the descriptors that it stores, and passes them
 * on when it restarts it. A script of Python, which can receive descriptors; the JDK cannot.
 */
final class SystemdStandIn {
  private static final String SCRIPT = "service-manager.py";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Process process;

  private SystemdStandIn(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "endurance-manager");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts the command. */
  static SystemdStandIn start(Path directory, List<String> command) throws IOException {
    Path script = directory.resolve(SCRIPT);
    try (InputStream in =
        Objects.requireNonNull(SystemdStandIn.class.getResourceAsStream(SCRIPT), SCRIPT)) {
      Files.write(script, in.readAllBytes());
    }
    List<String> whole = new ArrayList<>();
    whole.addAll(List.of("python3", script.toString(), directory.resolve("notify").toString()));
    whole.addAll(command);
    return new SystemdStandIn(
        new ProcessBuilder(whole).redirectError(directory.resolve("vipgate.log").toFile()).start());
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(said::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process process() {
    return process;
  }

  private long count(String word) {
    return said.stream().filter(line -> line.startsWith(word)).count();
  }

  /** How many descriptors it keeps, as it last said. */
  int stored() {
    return said.stream()
        .filter(line -> line.startsWith("stored "))
        .reduce((earlier, later) -> later)
        .map(line -> Integer.parseInt(line.substring("stored ".length())))
        .orElse(0);
  }

  /** Has the service stopped and started again; returns when it is ready. */
  void restart() throws IOException {
    long ready = count("ready");
    OutputStream orders = process.getOutputStream();
    orders.write('\n');
    orders.flush();
    Await.until("the service is ready", PATIENCE, () -> count("ready") > ready, said::toString);
  }

  /** What became of the processes that did not end as they should. */
  List<String> endedBadly() {
    return said.stream()
        .filter(line -> line.startsWith("ended ") && !line.equals("ended 0"))
        .toList();
  }
}
