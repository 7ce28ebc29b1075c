package io.vipgate.lb.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The attempt to have listeners on all addresses of a configuration, on each loop: those that there
 * are stay, others are opened.
 */
final class Opening {
  private final FrontendConfig config;
  private final ListeningSockets inherited;
  private final List<Map<InetSocketAddress, Listener>> perLoop = new ArrayList<>();
  private final List<Listener> opened = new ArrayList<>();
  private final List<BindFailure> failures = new ArrayList<>();

  private Opening(FrontendConfig config, ListeningSockets inherited) {
    this.config = config;
    this.inherited = inherited;
  }

  /**
   * Opens what is missing.
   *
   * @param before the listeners of each loop, by the address that was asked for
   * @param inherited where sockets are taken from before any is bound
   */
  static Opening of(
      FrontendConfig config,
      List<Map<InetSocketAddress, Listener>> before,
      ListeningSockets inherited) {
    Opening opening = new Opening(config, inherited);
    for (int loop = 0; loop < before.size() && opening.failures.isEmpty(); loop++) {
      opening.open(before.get(loop), before.size() > 1);
    }
    if (!opening.failures.isEmpty()) {
      opening.abandon();
    }
    return opening;
  }

  private void open(Map<InetSocketAddress, Listener> before, boolean shared) {
    Map<InetSocketAddress, Listener> listeners = new LinkedHashMap<>();
    for (InetSocketAddress asked : config.bind()) {
      Listener there = before.get(asked);
      try {
        listeners.put(asked, there != null ? there : open(asked, shared));
      } catch (IOException e) {
        failures.add(
            new BindFailure(
                asked, BindFailure.Reason.ofErrno(Errno.of(e)), String.valueOf(e.getMessage())));
      }
    }
    perLoop.add(listeners);
  }

  private Listener open(InetSocketAddress asked, boolean shared) throws IOException {
    // Port 0 is chosen by the first loop, and the others share it.
    InetSocketAddress address = perLoop.isEmpty() ? asked : chosen(asked);
    var socket = inherited.take(address);
    Listener listener =
        socket != null
            ? Listener.adopt(socket, address, config)
            : Listener.open(address, config, shared);
    opened.add(listener);
    return listener;
  }

  private InetSocketAddress chosen(InetSocketAddress asked) {
    Listener first = perLoop.get(0).get(asked);
    return first == null ? asked : first.address();
  }

  /** Closes what was opened. */
  void abandon() {
    opened.forEach(Listener::close);
  }

  /** Not empty if at least one address could not be listened on; then none was opened. */
  List<BindFailure> failures() {
    return failures;
  }

  /**
   * The listeners of each loop, by the address that was asked for, in the configuration's order.
   */
  List<Map<InetSocketAddress, Listener>> perLoop() {
    return perLoop;
  }
}
