package io.vipgate.lb.proxy;

/** Hears of each attempt of real traffic that did not reach its server. */
public interface ConnectObserver {
  /** Of no use for it. */
  ConnectObserver NONE = (server, how) -> {};

  /**
   * An attempt to reach {@code server} came to nothing. Called on the relay's thread: must not
   * block, and has no say in what becomes of the client.
   */
  void connectFailed(String server, ConnectFailure how);
}
