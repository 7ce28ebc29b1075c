package io.vipgate.linux;

/**
 * Waits for readable descriptors with a timeout in nanoseconds: ppoll(2) over the registered
 * sources and an eventfd(2) for wake-ups.
 */
@SuppressWarnings("DoNotCallSuggester") // a skeleton
public final class Poller implements AutoCloseable {
  private Poller() {}

  /**
   * Opens an empty poller.
   *
   * @throws NativeException EMFILE when the process is out of descriptors
   */
  public static Poller open() throws NativeException {
    throw Skeleton.unbuilt();
  }

  /**
   * Calls {@code onReadable} in each {@link #await} that finds the source readable
   * (level-triggered), or in error or hung up, so that its next receive reports why.
   *
   * <p>A handler must not throw: it alone knows which part of the system its source concerns.
   *
   * @throws IllegalArgumentException if the descriptor is registered already
   */
  public void add(Pollable source, Runnable onReadable) {
    throw Skeleton.unbuilt();
  }

  /** Removes the source; no-op if it is not registered. Remove a source before closing it. */
  public void remove(Pollable source) {
    throw Skeleton.unbuilt();
  }

  /**
   * Waits until a source is readable, {@link #wakeup} was called, or the time has passed; then
   * calls the handlers of the readable sources, in the order in which they were added. May return
   * early with nothing to do.
   *
   * @param timeoutNs nanoseconds; 0 or less polls without waiting, {@link Long#MAX_VALUE} waits for
   *     ever
   * @return the number of handlers called
   */
  public int await(long timeoutNs) throws NativeException {
    throw Skeleton.unbuilt();
  }

  /**
   * Makes the current or else the next {@link #await} return at once. Any thread; several calls
   * before that return count as one. No-op after {@link #close}.
   */
  public void wakeup() {
    throw Skeleton.unbuilt();
  }

  @Override
  public void close() {
    throw Skeleton.unbuilt();
  }
}
