package io.vipgate.vrrp.lifeline;

/** What a {@link Lifeline} wants done. */
public enum Order {
  NONE,
  /** Close what is open, and connect to the master's address. */
  CONNECT,
  /** Close what is open. */
  CLOSE,
  /** Close what is open: the master's process is dead. */
  REPORT_DEATH,
  /** The master's process has said goodbye, and all that arrived before that has been read. */
  REPORT_GOODBYE
}
