package io.vipgate.vrrp.sim;

import io.vipgate.vrrp.router.Transition;

/** What the hosts of a simulation tell it. */
interface Journal {

  void note(Host host, String what);

  void transition(Host host, Transition transition);

  /** Nobody took the offered addresses: the host advertises again as their holder. */
  default void offerTakenBack(Host host) {}

  /** Called before the lease is extended. */
  void renewal(Host host);
}
