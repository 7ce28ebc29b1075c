package io.vipgate.app.runtime;

import java.util.Arrays;

/**
 * When each participant of the control loop wants to be called. They are asked again only where
 * that is in doubt: a loop that turns a hundred times a second for one of them leaves the others
 * alone.
 *
 * <p>For the control thread, or before it starts.
 */
final class Agenda {
  // Replaced, not changed: who is called may add and remove.
  private Participant[] participants = {};
  private long[] dueNs = {};
  private boolean isInDoubt;

  void add(Participant participant) {
    int size = participants.length;
    participants = Arrays.copyOf(participants, size + 1);
    participants[size] = participant;
    doubt();
  }

  void remove(Participant participant) {
    participants =
        Arrays.stream(participants).filter(p -> p != participant).toArray(Participant[]::new);
    doubt();
  }

  int size() {
    return participants.length;
  }

  Participant get(int index) {
    return participants[index];
  }

  /** Something has happened: each deadline may be another one now. */
  void doubt() {
    isInDoubt = true;
  }

  /** This one may have another deadline now. */
  void doubt(int index) {
    if (!isInDoubt) {
      dueNs[index] = participants[index].nextDeadlineNs();
    }
  }

  boolean isDue(int index, long nowNs) {
    settle();
    return dueNs[index] <= nowNs;
  }

  /** The first deadline of all; {@link Long#MAX_VALUE} for never. */
  long nextDeadlineNs() {
    settle();
    long next = Long.MAX_VALUE;
    for (long due : dueNs) {
      next = Math.min(next, due);
    }
    return next;
  }

  private void settle() {
    if (!isInDoubt) {
      return;
    }
    isInDoubt = false;
    if (dueNs.length != participants.length) {
      dueNs = new long[participants.length];
    }
    for (int i = 0; i < dueNs.length; i++) {
      dueNs[i] = participants[i].nextDeadlineNs();
    }
  }
}
