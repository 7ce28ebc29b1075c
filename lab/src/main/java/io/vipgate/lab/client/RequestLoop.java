package io.vipgate.lab.client;

import io.vipgate.lab.EpochTime;
import io.vipgate.lab.client.Attempt.Failure;
import io.vipgate.lab.client.Attempt.Result;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/** The program that {@link EndpointClient} runs in a node. It ends with its standard input. */
final class RequestLoop {
  static final String STARTED = "STARTED";

  private static final String REHEARSAL = "/livez";

  private final RequestPlan plan;
  private final SSLContext context;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicBoolean stopped = new AtomicBoolean();

  private RequestLoop(RequestPlan plan, SSLContext context) {
    this.plan = plan;
    this.context = context;
  }

  /** Takes {@link RequestPlan#toArguments}. */
  public static void main(String[] arguments)
      throws IOException, GeneralSecurityException, InterruptedException {
    RequestPlan plan = RequestPlan.fromArguments(arguments);
    SSLContext context =
        plan.mode() == RequestPlan.Mode.HTTPS
            ? HttpsConnection.trusting(plan.authority())
            : SSLContext.getDefault();
    new RequestLoop(plan, context).run();
  }

  private void run() throws InterruptedException {
    StandardInput.onEnd(() -> stopped.set(true));
    rehearse();
    System.out.println(STARTED);
    long start = System.nanoTime();
    for (int i = 0; i < plan.limit() && !stopped.get(); i++) {
      sleepUntil(start + i * plan.interval().toNanos());
      threads.execute(this::attempt);
    }
    threads.shutdown();
    threads.awaitTermination(1, TimeUnit.MINUTES);
  }

  // The first handshake loads the JVM's TLS classes: up to 0.8 s on a busy machine, which is no
  // property of the endpoint. One request goes unrecorded; whether it is answered does not matter.
  private void rehearse() {
    try {
      request(REHEARSAL);
    } catch (HttpsConnection.Failed e) {
      // The endpoint may be down; the recorded requests will tell.
    }
  }

  private static void sleepUntil(long dueNs) {
    for (long left = dueNs - System.nanoTime(); left > 0; left = dueNs - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void attempt() {
    long epochNs = EpochTime.nowNs();
    long start = System.nanoTime();
    Attempt first = once(epochNs, start);
    if (!plan.retry().covers(first.failure())) {
      print(first);
      return;
    }
    Attempt second = once(epochNs, start);
    print(
        new Attempt(
            epochNs,
            second.durationNs(),
            second.answered() ? Result.RETRIED : Result.FAILED,
            second.answered() ? first.failure() : second.failure(),
            second.server()));
  }

  private Attempt once(long epochNs, long start) {
    try {
      String server = request(plan.path());
      return new Attempt(epochNs, System.nanoTime() - start, Result.OK, Failure.NONE, server);
    } catch (HttpsConnection.Failed e) {
      return new Attempt(
          epochNs, System.nanoTime() - start, Result.FAILED, e.failure(), Attempt.NO_SERVER);
    }
  }

  private String request(String path) throws HttpsConnection.Failed {
    return switch (plan.mode()) {
      case CONNECT -> connect();
      case HTTPS -> get(path);
    };
  }

  private String connect() throws HttpsConnection.Failed {
    try (Socket socket = HttpsConnection.connect(plan.host(), plan.port(), plan.connectTimeout())) {
      // Leaves by RST: thousands of connections in TIME_WAIT would use up the ports.
      socket.setSoLinger(true, 0);
      return Attempt.NO_SERVER;
    } catch (IOException e) {
      throw new HttpsConnection.Failed(Failure.OTHER, e);
    }
  }

  private String get(String path) throws HttpsConnection.Failed {
    try (HttpsConnection connection =
        HttpsConnection.get(
            context, plan.host(), plan.port(), path, plan.connectTimeout(), plan.answerTimeout())) {
      connection.readRest();
      return connection.server();
    }
  }

  private static void print(Attempt attempt) {
    System.out.println(attempt.line());
  }
}
