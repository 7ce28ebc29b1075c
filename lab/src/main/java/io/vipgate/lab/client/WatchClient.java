package io.vipgate.lab.client;

import io.vipgate.lab.Await;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import io.vipgate.lab.client.StreamEvent.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Holds long streams of {@code GET /watch} from within a node, and opens again what breaks. */
public final class WatchClient implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(20);

  private final List<StreamEvent> events = new ArrayList<>();
  private final LabProcess process;
  private final int streams;

  private WatchClient(Node node, List<String> arguments, int streams) {
    this.streams = streams;
    this.process = ClientProgram.start(node, "watch", WatchLoop.class, arguments, this::onLine);
  }

  /**
   * Starts it, and returns when all streams are open.
   *
   * @param streams how many, each with a connection of its own
   * @param silence a stream that brings nothing for so long is counted as broken
   */
  public static WatchClient start(
      Node node, String host, int port, Path authority, int streams, Duration silence) {
    WatchClient client =
        new WatchClient(
            node,
            List.of(
                host,
                Integer.toString(port),
                authority.toString(),
                Integer.toString(streams),
                silence.toString()),
            streams);
    client.awaitAllOpen(START);
    return client;
  }

  private void onLine(String line) {
    if (line.startsWith(StreamEvent.KEYWORD)) {
      synchronized (events) {
        events.add(StreamEvent.parse(line));
      }
    }
  }

  /** All that happened so far, in order. */
  public List<StreamEvent> events() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  /** The breaks so far. */
  public List<StreamEvent> breaks() {
    return events().stream().filter(e -> e.kind() == Kind.BROKEN).toList();
  }

  /** How many streams are open now. */
  public int open() {
    int open = 0;
    for (StreamEvent event : events()) {
      open +=
          switch (event.kind()) {
            case OPENED -> 1;
            case BROKEN -> -1;
            case REFUSED -> 0;
          };
    }
    return open;
  }

  /** Waits until all streams are open. */
  public void awaitAllOpen(Duration deadline) {
    Await.until(
        streams + " streams are open",
        deadline,
        () -> open() == streams,
        () -> open() + " are\n" + process.log().tail());
  }

  @Override
  public void close() {
    process.close();
  }
}
