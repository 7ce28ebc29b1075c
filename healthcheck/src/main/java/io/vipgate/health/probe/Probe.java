package io.vipgate.health.probe;

import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/**
 * Looks at one server, as often as it is asked to; holds no state between two looks but what makes
 * the next one cheaper.
 */
public interface Probe {

  /**
   * Starts one look. {@code once} receives exactly one result, on {@code loop}'s thread, at most
   * the spec's timeout later (plus the loop's own lateness, which is reported as {@link
   * Reason#LOCAL} when it is too large to tell). Polite closing of the connection may go on in the
   * background until the same timeout.
   *
   * @param loop an event loop of Netty's native epoll transport; call on its thread
   */
  void start(EventLoop loop, Consumer<ProbeResult> once);

  /**
   * Whom to tell, on the loop's thread, when the server ended a connection that was kept for the
   * next look. Told at most once between two looks, and never if nothing is ever kept.
   */
  default void onLost(Runnable listener) {}

  /** Lets the next look be made with nothing that is left of earlier ones. */
  default void refresh() {}

  /** Takes leave of whatever was kept for the next look; there will be none. */
  default void close() {}
}
