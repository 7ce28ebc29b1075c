package io.vipgate.lb.proxy;

/** Is told of each connection that is over, on its event loop: it must not wait for anything. */
@FunctionalInterface
public interface ConnectionLog {
  /** None: nothing is kept for it either. */
  ConnectionLog OFF = record -> {};

  void ended(ConnectionRecord record);
}
