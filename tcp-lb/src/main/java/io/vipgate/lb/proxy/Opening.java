package io.vipgate.lb.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The attempt to have listeners on all addresses of a configuration: those that there are stay,
 * others are opened.
 */
final class Opening {
  private final FrontendConfig config;
  private final ListeningSockets inherited;
  private final Map<InetSocketAddress, Listener> listeners = new LinkedHashMap<>();
  private final List<Listener> opened = new ArrayList<>();
  private final List<BindFailure> failures = new ArrayList<>();

  private Opening(FrontendConfig config, ListeningSockets inherited) {
    this.config = config;
    this.inherited = inherited;
  }

  /**
   * Opens what is missing.
   *
   * @param before the listeners that there are, by the address that was asked for
   * @param inherited where sockets are taken from before any is bound
   */
  static Opening of(
      FrontendConfig config, Map<InetSocketAddress, Listener> before, ListeningSockets inherited) {
    Opening opening = new Opening(config, inherited);
    opening.open(before);
    if (!opening.failures.isEmpty()) {
      opening.abandon();
    }
    return opening;
  }

  private void open(Map<InetSocketAddress, Listener> before) {
    for (InetSocketAddress asked : config.bind()) {
      Listener there = before.get(asked);
      try {
        listeners.put(asked, there != null ? there : open(asked));
      } catch (IOException e) {
        failures.add(
            new BindFailure(
                asked, BindFailure.Reason.ofErrno(Errno.of(e)), String.valueOf(e.getMessage())));
      }
    }
  }

  private Listener open(InetSocketAddress asked) throws IOException {
    var socket = inherited.take(asked);
    Listener listener =
        socket != null ? Listener.adopt(socket, asked, config) : Listener.open(asked, config);
    opened.add(listener);
    return listener;
  }

  /** Closes what was opened. */
  void abandon() {
    opened.forEach(Listener::close);
  }

  /** Not empty if at least one address could not be listened on; then none was opened. */
  List<BindFailure> failures() {
    return failures;
  }

  /** All, by the address that was asked for, in the configuration's order. */
  Map<InetSocketAddress, Listener> listeners() {
    return listeners;
  }
}
