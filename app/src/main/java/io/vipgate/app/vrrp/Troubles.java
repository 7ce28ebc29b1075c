package io.vipgate.app.vrrp;

import io.vipgate.app.journal.Journal;
import io.vipgate.app.journal.JournalCause;
import io.vipgate.vrrp.packet.DropReason;
import io.vipgate.vrrp.packet.Received;
import io.vipgate.vrrp.router.Notice;
import io.vipgate.vrrp.router.State;
import java.net.InetAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator should know of a virtual router although its state stays as it is. A peer whose
 * configuration differs is shown for as long as it says so, and is in the journal once; whatever
 * else happens is in the journal, or only in the log when it is about one packet. Nothing is told
 * more than once a minute.
 */
final class Troubles {
  private static final Logger log = LoggerFactory.getLogger(Troubles.class);

  private final String subject;
  private final Journal journal;
  private final Disagreements disagreements = new Disagreements();
  private final Complaints complaints = new Complaints();

  /**
   * @param subject as in the journal, {@code vrrp/NAME}
   */
  Troubles(String subject, Journal journal) {
    this.subject = subject;
    this.journal = journal;
  }

  /** Peers that disagree now, one line each. */
  List<String> disagreements(long nowNs) {
    return disagreements.current(nowNs);
  }

  /** A packet that is not believed. */
  void dropped(Received.Dropped dropped, State state, long nowNs) {
    DropReason reason = dropped.reason();
    String sender = dropped.source() == null ? "?" : dropped.source().getHostAddress();
    if (reason.nature() == DropReason.Nature.DISAGREEMENT) {
      JournalCause cause = new JournalCause(reason.label(), reason.sentence());
      disagrees(sender, cause, dropped.evidence(), state, nowNs);
    } else if (complaints.isDue(sender + reason, nowNs)) {
      log.warn(
          "{}: advertisement from {} not believed: {}: {}",
          subject,
          sender,
          reason.sentence(),
          dropped.evidence());
    }
  }

  /** A believed packet of a master that goes about it in another way. */
  void heard(Notice notice, InetAddress from, State state, long nowNs) {
    disagrees(from.getHostAddress(), cause(notice), notice.evidence(), state, nowNs);
  }

  /** Another host claims an address: one trouble for as long as it does so. */
  void claimed(Notice notice, State state, long nowNs) {
    Notice.Kind kind =
        notice.kind() == Notice.Kind.ADDRESS_DEFENDED
            ? Notice.Kind.ADDRESS_CONFLICT
            : notice.kind();
    JournalCause cause = new JournalCause(kind.label(), kind.sentence());
    disagrees("the link", cause, notice.evidence(), state, nowNs);
  }

  /** Something that happened to this router. */
  void happened(Notice notice, State state, long nowNs) {
    if (complaints.isDue(notice.kind().label(), nowNs)) {
      journal.record(subject, state.name(), state.name(), cause(notice), notice.evidence());
    }
  }

  /** Whether this trouble is worth a line in the log now. */
  boolean isDue(String trouble, long nowNs) {
    return complaints.isDue(trouble, nowNs);
  }

  private void disagrees(
      String peer, JournalCause cause, String evidence, State state, long nowNs) {
    boolean isNew = disagreements.saw(peer, cause, evidence, nowNs);
    if (!complaints.isDue(peer + cause.code(), nowNs)) {
      return;
    }
    String said = peer + ": " + evidence;
    if (isNew) {
      journal.record(subject, state.name(), state.name(), cause, said);
    } else {
      log.warn("{}: still: {}: {}", subject, cause.sentence(), said);
    }
  }

  private static JournalCause cause(Notice notice) {
    return new JournalCause(notice.kind().label(), notice.kind().sentence());
  }
}
