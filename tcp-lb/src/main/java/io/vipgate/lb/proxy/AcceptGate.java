package io.vipgate.lb.proxy;

import io.netty.channel.IoEventLoop;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whether the next client may be accepted, and calls the listener again when one may.
 *
 * <p>One episode, from the first pause until the accept queue is empty again, is one log line for
 * each reason and one at its end.
 */
final class AcceptGate {
  private static final Logger log = LoggerFactory.getLogger(AcceptGate.class);

  private final IoEventLoop loop;
  private final String frontend;
  private final DescriptorGate descriptors;
  private final Tally tally;
  private final Set<Runnable> waiting = new LinkedHashSet<>();
  private final Set<AcceptPause> episode = EnumSet.noneOf(AcceptPause.class);
  private Admission admission = Admission.ALL;
  private @Nullable AcceptRate rate;

  AcceptGate(IoEventLoop loop, String frontend, DescriptorGate descriptors, Tally tally) {
    this.loop = loop;
    this.frontend = frontend;
    this.descriptors = descriptors;
    this.tally = tally;
  }

  /** Goes by these limits from now on. */
  void configure(Admission next) {
    admission = next;
    int perSecond = next.acceptsPerSecond();
    if (perSecond == 0) {
      rate = null;
    } else if (rate == null || rate.perSecond() != perSecond) {
      rate = new AcceptRate(perSecond);
    }
    roomMade();
  }

  /**
   * Whether one more may be accepted now.
   *
   * @param listener is called again when that may have changed, if not
   */
  boolean admits(Listener listener) {
    if (descriptors.isShut()) {
      descriptors.await(listener.wakeUp());
      return false;
    }
    return admission.isUnlimited() || isWithinLimits(listener);
  }

  private boolean isWithinLimits(Listener listener) {
    if (admission.maxConnections() > 0 && tally.clients.get() >= admission.maxConnections()) {
      pause(listener, AcceptPause.PROXY_LIMIT, admission.maxConnections());
      waiting.add(listener.wakeUp());
      return false;
    }
    ConnectionLimit process = admission.process();
    if (process != null && process.isReached()) {
      pause(listener, AcceptPause.PROCESS_LIMIT, process.max());
      process.await(listener.wakeUp());
      return false;
    }
    return rate == null || isWithin(rate, listener);
  }

  private boolean isWithin(AcceptRate limit, Listener listener) {
    long now = System.nanoTime();
    long waitNs = limit.waitNs(now);
    if (waitNs > 0) {
      pause(listener, AcceptPause.RATE, limit.perSecond());
      var unused = loop.schedule(listener.wakeUp(), waitNs, TimeUnit.NANOSECONDS);
      return false;
    }
    limit.take(now);
    return true;
  }

  /** Nobody waits to be accepted any more. */
  void drained() {
    descriptors.drained();
    if (!episode.isEmpty()) {
      episode.clear();
      log.info("{}: accepting again", frontend);
    }
  }

  /** A client has left. */
  void roomMade() {
    if (waiting.isEmpty()) {
      return;
    }
    waiting.forEach(Runnable::run);
    waiting.clear();
  }

  void stop() {
    waiting.clear();
    descriptors.stop();
  }

  /** A limit that is reached while nobody waits is none that anybody notices. */
  private void pause(Listener listener, AcceptPause reason, int value) {
    if (!listener.isAwaited()) {
      return;
    }
    tally.acceptPauses.increment(reason);
    if (episode.add(reason)) {
      log.warn(
          "{}: accepting pauses: {}: value: {} (expected: fewer clients, or a higher limit)",
          frontend,
          reason.key(),
          value);
    }
  }
}
