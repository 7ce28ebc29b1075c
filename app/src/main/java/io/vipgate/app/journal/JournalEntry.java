package io.vipgate.app.journal;

import java.time.Instant;

/**
 * One transition of one thing, with the reason for it; or what an operator should know of it
 * although its state stays.
 *
 * @param time wall-clock time at which the transition was decided
 * @param subject what changed: {@code vrrp/NAME}, {@code server/PROXY/NAME} or {@code proxy/NAME}
 * @param from the state before
 * @param to the state after; the same when it stays
 * @param cause why
 * @param evidence the figures and addresses behind the cause
 */
public record JournalEntry(
    Instant time, String subject, String from, String to, JournalCause cause, String evidence) {

  /** Whether the state changed. */
  public boolean isTransition() {
    return !from.equals(to);
  }

  /** The entry as one line of text, without its time (the log and journald add their own). */
  public String line() {
    String states = isTransition() ? from + " -> " + to : "stays " + to;
    return subject + ": " + states + ": " + cause.sentence() + " (" + evidence + ")";
  }
}
