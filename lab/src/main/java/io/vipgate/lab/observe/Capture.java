package io.vipgate.lab.observe;

import io.vipgate.lab.Command;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Packets as they pass a node's interface: taken by tcpdump, decoded by tshark. */
public final class Capture implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Pattern LISTENING = Pattern.compile("listening on ");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final LabProcess tcpdump;
  private final Path file;

  private Capture(LabProcess tcpdump, Path file) {
    this.tcpdump = tcpdump;
    this.file = file;
  }

  /**
   * Starts to capture; every packet after the return is taken.
   *
   * @param filter as in pcap-filter(7), such as {@code ip proto 112 or arp}
   */
  public static Capture start(Node node, String filter) {
    Path file = node.directory().resolve("capture%d.pcap".formatted(NUMBER.incrementAndGet()));
    LabProcess tcpdump =
        node.start(
            "tcpdump",
            List.of(
                "tcpdump",
                "--immediate-mode",
                "-n",
                "-U",
                "-Z",
                "root",
                "-i",
                node.interfaceName(),
                "-w",
                file.toString(),
                filter));
    tcpdump.log().await(LISTENING, DEADLINE);
    return new Capture(tcpdump, file);
  }

  /** The capture file; whole once {@link #stop} has returned. */
  public Path file() {
    return file;
  }

  /** Ends the capture; the file then can be read. */
  public Capture stop() {
    if (tcpdump.isAlive()) {
      tcpdump.terminate(DEADLINE);
    }
    return this;
  }

  /**
   * Decodes what was captured.
   *
   * @param displayFilter as in wireshark-filter(4), such as {@code vrrp}; not empty
   * @param fields such as {@code vrrp.prio}; see {@code tshark -G fields}
   * @return a row for each packet that the filter lets through, with a value for each field; a
   *     field that the packet lacks is empty, values of one that it has twice are joined by commas
   */
  public List<List<String>> decode(String displayFilter, String... fields) {
    stop();
    List<String> command =
        new ArrayList<>(
            List.of(
                "tshark",
                "-n",
                "-r",
                file.toString(),
                "-o",
                "ip.check_checksum:TRUE",
                "-Y",
                displayFilter,
                "-T",
                "fields"));
    for (String field : fields) {
      command.add("-e");
      command.add(field);
    }
    return Command.attempt(command)
        .orThrow()
        .out()
        .lines()
        .map(line -> List.of(line.split("\t", -1)))
        .toList();
  }

  @Override
  public void close() {
    tcpdump.close();
  }
}
