package io.vipgate.app.track;

import io.vipgate.vrrp.role.Observation;

/** Looks at something that is tracked. May read files, must not wait for anything else. */
interface Look {
  Observation look();
}
