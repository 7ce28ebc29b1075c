package io.vipgate.lb.proxy;

import java.io.IOException;

/** What was taken from a source and waits until the sink has room for it. */
interface Held {
  /** How much is left, in bytes. */
  int size();

  /**
   * Sends what the sink takes now.
   *
   * @return how many bytes that were
   * @throws IOException if the sink is reset
   */
  int sendTo(Leg sink) throws IOException;

  /** Gives back the place, whatever is left in it. */
  void release();
}
