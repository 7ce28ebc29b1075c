package io.vipgate.lab.client;

import io.vipgate.lab.EpochTime;
import io.vipgate.lab.client.Attempt.Failure;
import io.vipgate.lab.client.StreamEvent.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/** The program that {@link WatchClient} runs in a node. It ends with its standard input. */
final class WatchLoop {
  private static final Duration CONNECT = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final SSLContext context;
  private final String host;
  private final int port;
  private final Duration silence;

  private WatchLoop(SSLContext context, String host, int port, Duration silence) {
    this.context = context;
    this.host = host;
    this.port = port;
    this.silence = silence;
  }

  /** Takes host, port, authority, the number of streams, the longest silence. */
  public static void main(String[] arguments)
      throws IOException, GeneralSecurityException, InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    StandardInput.onEnd(end::countDown);
    WatchLoop loop =
        new WatchLoop(
            HttpsConnection.trusting(Path.of(arguments[2])),
            arguments[0],
            Integer.parseInt(arguments[1]),
            Duration.parse(arguments[4]));
    for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
      int stream = i;
      Thread thread = new Thread(() -> loop.hold(stream), "stream-" + stream);
      thread.setDaemon(true);
      thread.start();
    }
    end.await();
  }

  // Ends with the JVM: the thread is a daemon.
  private void hold(int stream) {
    while (true) {
      StreamEvent end = holdOnce(stream);
      print(end);
      if (end.kind() == Kind.REFUSED) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private StreamEvent holdOnce(int stream) {
    try (HttpsConnection connection =
        HttpsConnection.get(context, host, port, "/watch", CONNECT, silence)) {
      String server = connection.server();
      print(new StreamEvent(Kind.OPENED, stream, EpochTime.nowNs(), server, Failure.NONE, 0));
      return readToEnd(connection, stream);
    } catch (HttpsConnection.Failed e) {
      long nowNs = EpochTime.nowNs();
      return new StreamEvent(Kind.REFUSED, stream, nowNs, Attempt.NO_SERVER, e.failure(), 0);
    }
  }

  private static StreamEvent readToEnd(HttpsConnection connection, int stream) {
    long lines = 0;
    while (true) {
      try {
        connection.readLine();
        lines++;
      } catch (IOException e) {
        Failure failure = HttpsConnection.laterFailure(e, Failure.CUT_AFTER_REQUEST);
        return new StreamEvent(
            Kind.BROKEN, stream, EpochTime.nowNs(), connection.server(), failure, lines);
      }
    }
  }

  private static void print(StreamEvent event) {
    System.out.println(event.line());
  }
}
