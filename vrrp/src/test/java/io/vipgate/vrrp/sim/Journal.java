package io.vipgate.vrrp.sim;

import io.vipgate.vrrp.router.Transition;

/** What the hosts of a simulation tell it. */
interface Journal {

  void note(Host host, String what);

  void transition(Host host, Transition transition);

  /** Called before the lease is extended. */
  void renewal(Host host);
}
