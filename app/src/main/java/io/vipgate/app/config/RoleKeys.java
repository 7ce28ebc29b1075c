package io.vipgate.app.config;

import io.vipgate.vrrp.router.DuplicateCheck;
import java.time.Duration;
import java.util.List;

/** The keys of {@code vrrp.NAME} that decide, beside the priority, whether it is to be master. */
final class RoleKeys {
  private static final Duration MAX_DELAY = Duration.ofHours(1);

  static final Key<Duration> PREEMPT_DELAY =
      Key.withDefault(
              "preempt-delay",
              Scalars.duration(Duration.ZERO, MAX_DELAY),
              "0s",
              "How much longer than the protocol has it a living holder of lower priority is left"
                  + " alone. One that dies or resigns meanwhile is replaced without delay.")
          .knownAs("preempt_delay");

  static final Key<Duration> STARTUP_DELAY =
      Key.withDefault(
              "startup-delay",
              Scalars.duration(Duration.ZERO, MAX_DELAY),
              "0s",
              "How long after its start it only listens, such as for as long as a switch port takes"
                  + " to forward after a boot.")
          .knownAs("vrrp_startup_delay", "startup_delay");

  static final Key<String> SYNC_GROUP =
      Key.optional(
              "sync-group",
              Scalars.matching("[A-Za-z0-9._-]{1,63}", "a name of letters, digits, . - and _"),
              "none",
              "Virtual routers with the same name here move together: one that becomes master, steps"
                  + " back or cannot take part takes the others along.")
          .knownAs("vrrp_sync_group", "group");

  static final Key<DuplicateCheck> DUPLICATE_CHECK =
      Key.withDefault(
          "duplicate-check",
          Scalars.choice(
              List.of(DuplicateCheck.REFUSE, DuplicateCheck.WARN, DuplicateCheck.OFF),
              DuplicateCheck::label),
          DuplicateCheck.REFUSE.label(),
          "A router that hears no master asks by ARP and neighbour discovery, while it listens"
              + " anyway, whether a host has one of the addresses nevertheless: one that was given"
              + " it by hand, or a master whose adverts do not get here. `refuse`: then it claims"
              + " nothing, says who it is, and asks again; `vipgate promote` claims all the same."
              + " `warn`: it says so and claims them, for networks in which a router answers for"
              + " every address. A successor of a master that was heard never asks.");

  static final List<Key<?>> ALL =
      List.of(PREEMPT_DELAY, STARTUP_DELAY, SYNC_GROUP, DUPLICATE_CHECK);

  private RoleKeys() {}

  static RoleConfig build(SectionValues values) {
    return new RoleConfig(
        values.get(PREEMPT_DELAY),
        values.get(STARTUP_DELAY),
        values.getOrNull(SYNC_GROUP),
        values.get(DUPLICATE_CHECK),
        values.named(TrackSection.SECTION).stream().map(TrackSection::build).toList());
  }
}
