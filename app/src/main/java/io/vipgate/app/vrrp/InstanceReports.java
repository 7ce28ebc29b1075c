package io.vipgate.app.vrrp;

import io.vipgate.app.journal.Journal;
import io.vipgate.app.journal.JournalCause;
import io.vipgate.vrrp.packet.Received;
import io.vipgate.vrrp.role.Standing;
import io.vipgate.vrrp.router.Action;
import io.vipgate.vrrp.router.Event;
import io.vipgate.vrrp.router.Notice;
import io.vipgate.vrrp.router.State;
import io.vipgate.vrrp.router.Transition;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people learn of one instance: journal, log, counters, and who disagrees with it. Belongs to
 * the control thread; only the {@link #counters} may be read by others.
 */
final class InstanceReports {
  private static final Logger log = LoggerFactory.getLogger(VrrpInstance.class);

  private static final JournalCause PRIORITY_CHANGED =
      new JournalCause(
          Notice.Kind.PRIORITY_CHANGED.label(), Notice.Kind.PRIORITY_CHANGED.sentence());

  /** Of other hosts that claim the addresses. */
  private static final Set<Notice.Kind> CLAIMS =
      Set.of(
          Notice.Kind.ADDRESS_IN_USE, Notice.Kind.ADDRESS_CONFLICT, Notice.Kind.ADDRESS_DEFENDED);

  private final String subject;
  private final LongSupplier clock;
  private final Journal journal;
  private final VrrpCounters counters = new VrrpCounters();
  private final Troubles troubles;
  private State state = State.INITIALIZE;

  /**
   * @param name the instance's
   */
  InstanceReports(String name, LongSupplier clock, Journal journal) {
    this.subject = "vrrp/" + name;
    this.clock = clock;
    this.journal = journal;
    this.troubles = new Troubles(subject, journal);
  }

  VrrpCounters counters() {
    return counters;
  }

  /** Peers whose configuration differs from ours, in words. */
  List<String> disagreements() {
    return troubles.disagreements(clock.getAsLong());
  }

  void moved(Transition transition) {
    state = transition.to();
    counters.transitions().add(transition.cause());
    journal.record(
        subject,
        transition.from().name(),
        transition.to().name(),
        new JournalCause(transition.cause().label(), transition.cause().sentence()),
        transition.evidence());
  }

  void ranked(int before, Standing now) {
    journal.record(
        subject,
        "priority " + before,
        "priority " + now.priority(),
        PRIORITY_CHANGED,
        now.reason().isEmpty() ? "as configured" : now.reason());
  }

  /**
   * Something happened that changed no state.
   *
   * @param event that brought it up; whose sender is who disagrees
   */
  void noticed(Notice notice, Event event) {
    counters.notices().add(notice.kind());
    if (notice.kind() == Notice.Kind.PRIORITY_CHANGED) {
      return; // The journal has it, for good and not as a trouble.
    }
    if (event instanceof Event.AdvertisementReceived received) {
      troubles.heard(notice, received.source(), state, clock.getAsLong());
    } else if (CLAIMS.contains(notice.kind())) {
      troubles.claimed(notice, state, clock.getAsLong());
    } else {
      troubles.happened(notice, state, clock.getAsLong());
    }
  }

  void believed() {
    counters.events().add(VrrpCounters.Occurrence.ADVERTISEMENT_RECEIVED);
  }

  void dropped(Received.Dropped dropped) {
    counters.drops().add(dropped.reason());
    troubles.dropped(dropped, state, clock.getAsLong());
  }

  void failed(Action action, IOException cause) {
    counters.events().add(VrrpCounters.Occurrence.ACTION_FAILED);
    String what = action.getClass().getSimpleName();
    if (isDue(what)) {
      log.error("{}: {} failed: {}", subject, what, cause.getMessage());
    }
  }

  void expired(Action action, long lateNs) {
    counters.events().add(VrrpCounters.Occurrence.ACTION_EXPIRED);
    String what = action.getClass().getSimpleName();
    if (isDue(what + " late")) {
      log.warn(
          "{}: {}: value: {} s after its decision (expected: at once); left undone",
          subject,
          what,
          lateNs / 1e9);
    }
  }

  private boolean isDue(String trouble) {
    return troubles.isDue(trouble, clock.getAsLong());
  }
}
