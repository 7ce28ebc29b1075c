package io.vipgate.vrrp.role;

/** What an operator wants of a router, until told otherwise or until its process ends. */
public enum RoleOrder {
  /** To be what its priority makes of it. */
  NONE,
  /** To leave the addresses to whoever else can have them: priority 1. */
  DEMOTED,
  /** To hold the addresses, above whoever is configured to be preferred: priority 254. */
  PROMOTED
}
