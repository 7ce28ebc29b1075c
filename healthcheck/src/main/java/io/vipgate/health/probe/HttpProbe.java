package io.vipgate.health.probe;

import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks by HTTP, with or without TLS, and compares the answer. A connection is kept for the next
 * look, if the settings and the server agree to it, and renewed every five minutes or so: on a kept
 * one nothing is seen of what keeps new ones out. (Clients that are kept out accuse the server, and
 * then it is looked at on a new one at once.)
 *
 * <p>Over TLS the end of a handshake shows that somebody is there. On a kept connection there is no
 * handshake; so when half of the time is up without a byte of the answer, a witness looks for a
 * sign of life on a connection of its own:
 *
 * <pre>
 *   0            timeout / 2           timeout
 *   request -------------------------------X       nothing: TIMEOUT if the witness saw life,
 *                   |-- TLS handshake               else what the witness met, or SILENT
 * </pre>
 */
final class HttpProbe implements Probe, HttpConnection.Keeper {
  private static final long MIN_AGE_NS = TimeUnit.MINUTES.toNanos(4);
  private static final long MAX_AGE_NS = TimeUnit.MINUTES.toNanos(6);

  private final ProbeSpec spec;
  private final @Nullable TlsClient tls;
  private final HttpQuestion question;

  private Runnable onLost = () -> {};
  private @Nullable HttpConnection kept;
  private @Nullable EventLoop loop;
  private long renewAtNs;
  private boolean fresh;

  private HttpProbe(ProbeSpec spec, @Nullable TlsClient tls) {
    this.spec = spec;
    this.tls = tls;
    this.question = new HttpQuestion(spec);
  }

  static HttpProbe plain(ProbeSpec spec) {
    return new HttpProbe(spec, null);
  }

  static HttpProbe overTls(ProbeSpec spec) {
    return new HttpProbe(
        spec,
        spec.http().connection() == HttpConnections.HTTP2
            ? new TlsClient(spec, List.of(Http2Connection.PROTOCOL, "http/1.1"))
            : new TlsClient(spec));
  }

  @Override
  public void onLost(Runnable listener) {
    onLost = listener;
  }

  @Override
  public void start(EventLoop on, Consumer<ProbeResult> once) {
    loop = on;
    Attempt attempt = new Attempt(on, spec, tls == null ? once : tls.addingCertificate(once));
    try {
      boolean renewed = tls != null && tls.refresh();
      if (renewed || on.ticker().nanoTime() - renewAtNs >= 0) {
        refresh();
      }
    } catch (CredentialException e) {
      attempt.conclude(e.finding());
      return;
    }
    HttpConnection connection = kept;
    kept = null;
    if (connection == null) {
      connect(attempt);
      return;
    }
    connection.askAgain(attempt);
    if (tls != null) {
      // Not cancelled: it is over within the timeout, and looks before it does anything.
      var unused =
          on.schedule(() -> callWitness(attempt), spec.timeoutNs() / 2, TimeUnit.NANOSECONDS);
    }
  }

  private void connect(Attempt attempt) {
    fresh = true;
    attempt.connect(channel -> setUp(channel, attempt));
  }

  private void setUp(EpollSocketChannel channel, Attempt attempt) {
    if (tls != null) {
      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
    }
    if (tls != null && spec.http().connection() == HttpConnections.HTTP2) {
      channel.config().setAllowHalfClosure(true);
      Http2Connection.addBehindTls(
          channel,
          attempt,
          new Http2Question(question, spec),
          () -> HttpConnection.addTo(channel, attempt, question, this));
      return;
    }
    HttpConnection.addTo(channel, attempt, question, this);
  }

  private void callWitness(Attempt attempt) {
    TlsClient client = tls;
    if (client == null || attempt.isConcluded() || attempt.phase() != Phase.ASKED) {
      return;
    }
    TlsProbe witness = new TlsProbe(spec.within(spec.timeoutNs() / 2), client);
    witness.start(attempt.loop(), seen -> testify(attempt, seen));
  }

  private static void testify(Attempt attempt, ProbeResult seen) {
    if (attempt.isConcluded()) {
      return;
    }
    switch (seen.verdict()) {
      case DEAD -> attempt.cutOff(new Finding(seen.reason(), seen.evidence()));
      case READY, NOT_READY -> {
        if (attempt.phase() == Phase.ASKED) {
          attempt.enter(Phase.ANSWERING);
        }
      }
      case UNKNOWN -> {}
    }
  }

  @Override
  public void refresh() {
    HttpConnection connection = kept;
    kept = null;
    if (connection != null) {
      connection.leave(spec.timeoutNs());
    }
  }

  @Override
  public void close() {
    refresh();
  }

  // HttpConnection.Keeper

  @Override
  public void free(HttpConnection connection) {
    if (fresh && loop != null) {
      fresh = false;
      renewAtNs =
          loop.ticker().nanoTime() + ThreadLocalRandom.current().nextLong(MIN_AGE_NS, MAX_AGE_NS);
    }
    refresh(); // a look that was not waited for came before
    kept = connection;
  }

  @Override
  public void lost(HttpConnection connection) {
    if (connection == kept) {
      kept = null;
      onLost.run();
    }
  }

  @Override
  public void unanswered(Attempt attempt) {
    connect(attempt);
  }
}
