package io.vipgate.app.config;

import java.util.List;
import java.util.OptionalInt;

/** What concerns the control loop and its peers: {@code control} and {@code lifeline}. */
final class ControlSections {
  private static final int MAX_REALTIME_PRIORITY = 99;
  private static final int MAX_PORT = 65_535;

  static final Key<Integer> REALTIME_PRIORITY =
      Key.optional(
              "realtime-priority",
              Scalars.integer(1, MAX_REALTIME_PRIORITY),
              "scheduled as everything else",
              "Runs the thread that decides under SCHED_FIFO with this priority, so that busy"
                  + " processes do not hold it up: worth it with adverts below 100ms. Needs"
                  + " CAP_SYS_NICE, or LimitRTPRIO; without it, it is a line in the log, and runs as"
                  + " everything else does.")
          .knownAs("vrrp_rt_priority", "rt-priority");

  static final Key<Boolean> LOCK_MEMORY =
      Key.withDefault(
              "lock-memory",
              Scalars.bool(),
              "false",
              "Keeps the process's memory from being swapped out (mlockall). Needs CAP_IPC_LOCK, or"
                  + " LimitMEMLOCK=infinity; without it, it is a line in the log and nothing more.")
          .knownAs("vrrp_no_swap", "mlock");

  static final Section CONTROL =
      new Section(
          "control",
          Section.Kind.SINGLE,
          "How the thread that decides is scheduled.",
          List.of(REALTIME_PRIORITY, LOCK_MEMORY),
          List.of(),
          (values, report) -> {});

  static final Key<Boolean> ENABLED =
      Key.withDefault(
          "enabled",
          Scalars.bool(),
          "true",
          "Whether to listen for peers, and to connect to masters.");

  static final Key<Integer> PORT =
      Key.withDefault(
          "port",
          Scalars.integer(1, MAX_PORT),
          "8412",
          "The TCP port, on the address that the adverts come from: the same on all masters of the"
              + " group. It answers nobody beyond the link.");

  static final Section LIFELINE =
      new Section(
          "lifeline",
          Section.Kind.SINGLE,
          "An idle TCP connection from each backup to its master, if that runs vipgate, too. The"
              + " kernel ends it when the master's process dies, so that a backup takes over within"
              + " milliseconds, however long the advert interval is. A firewall that blocks it, or a"
              + " master that is none of ours, costs nothing but that.",
          List.of(ENABLED, PORT),
          List.of(),
          (values, report) -> {});

  private ControlSections() {}

  static ControlConfig control(SectionValues values) {
    return new ControlConfig(
        values.find(REALTIME_PRIORITY).map(OptionalInt::of).orElseGet(OptionalInt::empty),
        values.get(LOCK_MEMORY));
  }

  static LifelineConfig lifeline(SectionValues values) {
    return new LifelineConfig(values.get(ENABLED), values.get(PORT));
  }
}
