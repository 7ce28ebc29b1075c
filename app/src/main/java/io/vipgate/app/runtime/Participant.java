package io.vipgate.app.runtime;

/** Something that the control loop calls when its time has come. Only the control thread does. */
public interface Participant {

  /** When to be called, on the loop's clock; {@link Long#MAX_VALUE} for never. */
  long nextDeadlineNs();

  /**
   * The deadline has passed, and all input that was there has been handled before.
   *
   * @return whether no deadline but its own can be another one now; false where that is not certain
   */
  boolean onDeadline(long nowNs);
}
