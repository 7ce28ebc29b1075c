package io.vipgate.vrrp.lifeline;

/** What can happen to a {@link Lifeline}. */
public enum Happening {
  /** The master's advertisement was believed. */
  ADVERT_HEARD,
  /** Its {@link Greeting} came: it accepted the connection, so its process runs. */
  GREETED,
  /** It said goodbye: what comes next is no death. */
  PARTED,
  /** The connection ended (FIN) without a goodbye. */
  ENDED,
  /** The connection attempt was refused: nobody listens there. */
  REFUSED,
  /**
   * Anything else: reset, unreachable, no descriptor left here, or an answer that is no greeting.
   */
  FAILED,
  /** {@link Lifeline#nextDeadlineNs} has come. Harmless when early. */
  TIMER
}
