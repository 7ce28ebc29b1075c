package io.vipgate.app.runtime;

import java.io.IOException;

/** Where the control thread blocks: until input, a wake-up or a time limit, whichever is first. */
public interface Waiter extends AutoCloseable {

  /**
   * Blocks for at most {@code timeoutNs} and handles the input that is there.
   *
   * @param timeoutNs nanoseconds; 0 or less looks for input without blocking
   * @return whether there was input
   */
  boolean await(long timeoutNs) throws IOException;

  /** Ends a running or the next {@link #await}; from any thread. */
  void wakeup();

  @Override
  void close();
}
