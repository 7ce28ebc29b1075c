package io.vipgate.vrrp.router;

/** The states of RFC 3768 §6.4. */
public enum State {
  /** Takes no part: not started, stopped, or its interface is down. */
  INITIALIZE,
  /** Listens to a master, and holds no address. */
  BACKUP,
  /** Holds the addresses, on lease, and advertises. */
  MASTER
}
