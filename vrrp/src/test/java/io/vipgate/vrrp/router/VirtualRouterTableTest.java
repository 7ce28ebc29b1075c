package io.vipgate.vrrp.router;

import static io.vipgate.vrrp.packet.Packets.address;
import static io.vipgate.vrrp.router.RouterConfigBuilder.routerConfig;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole state machine as a table. The router is 10.0.0.2 with priority 100 and preemption,
 * advertising each second: skew 609.375 ms, master down 3609.375 ms, lease 2 s, renewal 500 ms,
 * lease window 700 ms.
 *
 * <p>WATCHING is a backup that heard 10.0.0.1, with priority 101, just now, and RESIGNED is one
 * that heard its resignation, too. HEARD is a master that sent its second advertisement just now;
 * {@code unsent} says that this one did not leave.
 *
 * <p>{@code at} and {@code deadline} are milliseconds after the state was entered, {@code .} is
 * nothing.
 */
class VirtualRouterTableTest {

  private static final String TABLE =
      """
      state      | event      | at          | actions               | to         | why                | deadline
      INITIALIZE | start      | 0           | REMOVE                | BACKUP     | STARTED            | 3609.375
      INITIALIZE | stop       | 0           | .                     | .          | .                  | never
      INITIALIZE | up         | 0           | .                     | .          | .                  | never
      INITIALIZE | down       | 0           | .                     | .          | .                  | never
      INITIALIZE | timer      | 0           | .                     | .          | .                  | never
      INITIALIZE | lost       | 0           | .                     | .          | .                  | never
      INITIALIZE | claimed    | 0           | .                     | .          | .                  | never
      INITIALIZE | unsent     | 0           | .                     | .          | .                  | never
      INITIALIZE | died       | 0           | .                     | .          | .                  | never
      INITIALIZE | parted     | 0           | .                     | .          | .                  | never
      INITIALIZE | resign     | 0           | .                     | .          | .                  | never
      INITIALIZE | higher     | 0           | .                     | .          | .                  | never
      INITIALIZE | fault      | 0           | .                     | .          | .                  | never
      INITIALIZE | cleared    | 0           | .                     | .          | .                  | never
      INITIALIZE | drop       | 0           | .                     | .          | PRIORITY_CHANGED   | never
      INITIALIZE | take-over  | 0           | .                     | .          | .                  | never
      INITIALIZE | step-back  | 0           | .                     | .          | .                  | never

      BACKUP     | start      | 1000        | .                     | .          | .                  | 3609.375
      BACKUP     | stop       | 1000        | .                     | INITIALIZE | STOPPED            | never
      BACKUP     | up         | 1000        | .                     | .          | .                  | 3609.375
      BACKUP     | down       | 1000        | .                     | INITIALIZE | INTERFACE_DOWN     | never
      BACKUP     | lost       | 1000        | .                     | .          | .                  | 3609.375
      BACKUP     | claimed    | 1000        | .                     | .          | .                  | 3609.375
      BACKUP     | unsent     | 1000        | .                     | .          | .                  | 3609.375
      BACKUP     | died       | 1000        | .                     | .          | .                  | 3609.375
      BACKUP     | parted     | 1000        | .                     | .          | .                  | 3609.375
      BACKUP     | resign     | 1000        | .                     | .          | .                  | 1609.375
      BACKUP     | lower      | 1000        | .                     | .          | .                  | 3609.375
      BACKUP     | equal-low  | 1000        | .                     | .          | .                  | 4609.375
      BACKUP     | equal-high | 1000        | .                     | .          | .                  | 4609.375
      BACKUP     | higher     | 1000        | .                     | .          | .                  | 4609.375
      BACKUP     | timer      | 3609.374999 | .                     | .          | .                  | 3609.375
      BACKUP     | timer      | 3609.375    | SEND INSTALL ANNOUNCE | MASTER     | NO_MASTER          | 4109.375
      BACKUP     | timer      | 4609.375    | SEND INSTALL ANNOUNCE | MASTER     | NO_MASTER          | 5109.375
      BACKUP     | timer      | 4609.375001 | .                     | .          | TAKEOVER_POSTPONED | 8218.750001
      BACKUP     | higher     | 9999        | .                     | .          | .                  | 13608.375
      BACKUP     | fault      | 1000        | .                     | INITIALIZE | TRACKED_FAULT      | never
      BACKUP     | cleared    | 1000        | .                     | .          | .                  | 3609.375
      BACKUP     | drop       | 1000        | .                     | .          | PRIORITY_CHANGED   | 3687.5
      BACKUP     | raise      | 1000        | .                     | .          | PRIORITY_CHANGED   | 3531.25
      BACKUP     | unchanged  | 1000        | .                     | .          | .                  | 3609.375
      BACKUP     | take-over  | 1000        | SEND INSTALL ANNOUNCE | MASTER     | PROMOTED           | 1500
      BACKUP     | step-back  | 1000        | .                     | .          | .                  | 3609.375

      WATCHING   | died       | 1000        | .                     | .          | .                  | 1000.1
      WATCHING   | died       | 3600        | .                     | .          | .                  | 3600.1
      WATCHING   | died       | 3609.3      | .                     | .          | .                  | 3609.375
      WATCHING   | died-other | 1000        | .                     | .          | .                  | 3609.375

      WATCHING   | parted     | 1000        | .                     | .          | .                  | 3609.375
      RESIGNED   | parted     | 2           | .                     | .          | .                  | 2.1
      RESIGNED   | parted     | 609.3       | .                     | .          | .                  | 609.375
      RESIGNED   | parted-oth | 2           | .                     | .          | .                  | 609.375
      RESIGNED   | died       | 2           | .                     | .          | .                  | 609.375

      STUBBORN   | lower      | 1000        | .                     | .          | .                  | 4609.375
      STUBBORN   | resign     | 1000        | .                     | .          | .                  | 1609.375
      STUBBORN   | higher     | 1000        | .                     | .          | .                  | 4609.375

      MASTER     | start      | 100         | .                     | .          | .                  | 500
      MASTER     | up         | 100         | .                     | .          | .                  | 500
      MASTER     | stop       | 100         | RESET RESIGN RELEASE  | INITIALIZE | STOPPED            | never
      MASTER     | down       | 100         | RESET REMOVE          | INITIALIZE | INTERFACE_DOWN     | never
      MASTER     | died       | 100         | .                     | .          | .                  | 500
      MASTER     | parted     | 100         | .                     | .          | .                  | 500
      MASTER     | resign     | 100         | SEND                  | .          | .                  | 500
      MASTER     | lower      | 100         | SEND ANNOUNCE         | .          | SECOND_MASTER      | 500
      MASTER     | equal-low  | 100         | SEND ANNOUNCE         | .          | SECOND_MASTER      | 500
      MASTER     | equal-self | 100         | SEND ANNOUNCE         | .          | SECOND_MASTER      | 500
      MASTER     | equal-high | 100         | RESET REMOVE          | BACKUP     | HIGHER_ADDRESS     | 3709.375
      MASTER     | higher     | 100         | RESET REMOVE          | BACKUP     | HIGHER_PRIORITY    | 3709.375
      MASTER     | claimed    | 400         | .                     | .          | .                  | 450
      MASTER     | claimed    | 3000        | RESET REMOVE          | BACKUP     | LATE               | 6609.375
      MASTER     | lost       | 100         | INSTALL ANNOUNCE      | .          | ADDRESS_LOST       | 600
      MASTER     | lost       | 700         | INSTALL ANNOUNCE      | .          | ADDRESS_LOST       | 1000
      MASTER     | lost       | 700.000001  | SEND INSTALL ANNOUNCE | .          | ADDRESS_LOST       | 1200.000001
      MASTER     | lost-other | 100         | .                     | .          | .                  | 500
      MASTER     | timer      | 499.999999  | .                     | .          | .                  | 500
      MASTER     | timer      | 500         | RENEW                 | .          | .                  | 1000
      MASTER     | timer      | 700         | RENEW                 | .          | .                  | 1000
      MASTER     | timer      | 700.000001  | SEND RENEW            | .          | .                  | 1000
      MASTER     | timer      | 1000        | SEND RENEW            | .          | .                  | 1100
      MASTER     | timer      | 1100        | SEND RENEW ANNOUNCE   | .          | .                  | 1600
      MASTER     | timer      | 1999.999999 | SEND RENEW ANNOUNCE   | .          | .                  | 2000
      MASTER     | timer      | 2000        | SEND INSTALL ANNOUNCE | .          | LEASE_EXPIRED      | 2500
      MASTER     | lost       | 2000        | SEND INSTALL ANNOUNCE | .          | LEASE_EXPIRED      | 2500
      MASTER     | timer      | 2999.999999 | SEND INSTALL ANNOUNCE | .          | LEASE_EXPIRED      | 3499.999999
      MASTER     | fault      | 100         | RESET RESIGN RELEASE  | INITIALIZE | TRACKED_FAULT      | never
      MASTER     | cleared    | 100         | .                     | .          | .                  | 500
      MASTER     | drop       | 100         | RESIGN                | .          | PRIORITY_CHANGED   | 500
      MASTER     | raise      | 100         | .                     | .          | PRIORITY_CHANGED   | 500
      MASTER     | unchanged  | 100         | .                     | .          | .                  | 500
      MASTER     | take-over  | 100         | .                     | .          | .                  | 500
      MASTER     | step-back  | 100         | RESET RESIGN RELEASE  | BACKUP     | SYNC_GROUP         | 3709.375

      MASTER     | unsent     | 0           | RESET REMOVE          | BACKUP     | CANNOT_ADVERTISE   | 5000
      HEARD      | unsent     | 0           | .                     | .          | .                  | 100
      HEARD      | unsent     | 499.999999  | .                     | .          | .                  | 100
      HEARD      | unsent     | 500         | RESET REMOVE          | BACKUP     | CANNOT_ADVERTISE   | 5500
      HEARD      | timer      | 500         | RENEW ANNOUNCE        | .          | .                  | 1000

      MASTER     | timer      | 3000        | RESET REMOVE          | BACKUP     | LATE               | 6609.375
      MASTER     | start      | 3000        | RESET REMOVE          | BACKUP     | LATE               | 6609.375
      MASTER     | up         | 3000        | RESET REMOVE          | BACKUP     | LATE               | 6609.375
      MASTER     | lost       | 3000        | RESET REMOVE          | BACKUP     | LATE               | 6609.375
      MASTER     | lost-other | 3000        | RESET REMOVE          | BACKUP     | LATE               | 6609.375
      MASTER     | higher     | 3000        | RESET REMOVE          | BACKUP     | LATE               | 6609.375
      MASTER     | lower      | 3000        | RESET REMOVE          | BACKUP     | LATE               | 6609.375
      MASTER     | died       | 3000        | RESET REMOVE          | BACKUP     | LATE               | 6609.375
      MASTER     | resign     | 3000        | RESET REMOVE          | BACKUP     | LATE               | 3609.375
      MASTER     | down       | 3000        | RESET REMOVE          | INITIALIZE | INTERFACE_DOWN     | never
      MASTER     | stop       | 3000        | RESET REMOVE          | INITIALIZE | STOPPED            | never
      MASTER     | fault      | 3000        | RESET REMOVE          | INITIALIZE | TRACKED_FAULT      | never
      MASTER     | cleared    | 3000        | RESET REMOVE          | BACKUP     | LATE               | 6609.375
      MASTER     | drop       | 3000        | RESET REMOVE          | BACKUP     | LATE               | 6687.5
      MASTER     | take-over  | 3000        | RESET REMOVE          | BACKUP     | LATE               | 6609.375
      MASTER     | step-back  | 3000        | RESET REMOVE          | BACKUP     | LATE               | 6609.375
      """;

  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  private record Row(
      String state,
      String event,
      String at,
      String actions,
      String to,
      String why,
      String deadline) {

    static Row of(String line) {
      String[] cells = line.split("\\|", -1);
      Arrays.setAll(cells, i -> cells[i].strip());
      assertThat(cells).as(line).hasSize(7);
      return new Row(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]);
    }

    @Override
    public String toString() {
      return state + " + " + event + " at " + at;
    }
  }

  static Stream<Row> rows() {
    List<Row> rows = TABLE.lines().skip(1).filter(line -> !line.isBlank()).map(Row::of).toList();
    assertThat(rows).hasSizeGreaterThan(50);
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void holds(Row row) {
    VirtualRouter router =
        new VirtualRouter(routerConfig().preempt(!row.state.equals("STUBBORN")).build());
    long enteredNs = enter(router, row.state);
    State from = router.state();

    Decision decision = router.on(event(row.event), enteredNs + nanos(row.at));

    assertThat(actions(decision)).isEqualTo(row.actions);
    assertThat(why(decision)).contains(row.why);
    Transition transition = decision.transition();
    if (row.to.equals(".")) {
      assertThat(transition).isNull();
      assertThat(router.state()).isEqualTo(from);
    } else {
      assertThat(transition).isNotNull();
      assertThat(transition.from()).isEqualTo(from);
      assertThat(transition.to()).isEqualTo(State.valueOf(row.to)).isEqualTo(router.state());
      assertThat(transition.evidence()).isNotBlank();
    }
    long expected = row.deadline.equals("never") ? Long.MAX_VALUE : enteredNs + nanos(row.deadline);
    assertThat(router.nextDeadlineNs()).isEqualTo(expected);
  }

  /** Fails when an event is added and a state has no row for it. */
  @Test
  void coversEveryEventInEveryState() {
    Set<String> covered =
        rows()
            .map(row -> row.state + " " + event(row.event).getClass().getSimpleName())
            .collect(Collectors.toSet());
    Set<String> all = new HashSet<>();
    for (State state : State.values()) {
      for (Class<?> event : Event.class.getPermittedSubclasses()) {
        all.add(state + " " + event.getSimpleName());
      }
    }
    assertThat(all).hasSize(48);
    assertThat(covered).containsAll(all);
  }

  /** Returns when the state was entered: not at zero, so that no zero can stand for a time. */
  private static long enter(VirtualRouter router, String state) {
    long startNs = 1_000 * SECOND_NS + 7;
    if (state.equals("INITIALIZE")) {
      return startNs;
    }
    router.on(new Event.Start(), startNs);
    if (state.equals("WATCHING") || state.equals("RESIGNED")) {
      router.on(event("higher"), startNs);
    }
    if (state.equals("RESIGNED")) {
      router.on(event("resign"), startNs);
    }
    if (!state.equals("MASTER") && !state.equals("HEARD")) {
      assertThat(router.state()).isEqualTo(State.BACKUP);
      return startNs;
    }
    long masterNs = router.nextDeadlineNs();
    router.on(new Event.TimerExpired(), masterNs);
    assertThat(router.state()).isEqualTo(State.MASTER);
    if (state.equals("HEARD")) {
      masterNs += SECOND_NS;
      assertThat(actions(router.on(new Event.TimerExpired(), masterNs))).startsWith("SEND");
    }
    return masterNs;
  }

  private static Event event(String name) {
    return switch (name) {
      case "start" -> new Event.Start();
      case "stop" -> new Event.Stop();
      case "up" -> new Event.InterfaceUp();
      case "down" -> new Event.InterfaceDown("eth0: no carrier");
      case "timer" -> new Event.TimerExpired();
      case "unsent" -> new Event.SendFailed("sendto: EPERM");
      case "lost" -> new Event.AddressLost(address("10.32.255.99"));
      case "lost-other" -> new Event.AddressLost(address("10.32.255.98"));
      case "claimed" -> new Event.AddressClaimed("10.32.255.99 is at 02:00:00:00:00:05");
      case "died" -> new Event.RouterDied(address("10.0.0.1"), "its connection ended");
      case "died-other" -> new Event.RouterDied(address("10.0.0.3"), "its connection ended");
      case "parted" -> new Event.RouterParted(address("10.0.0.1"));
      case "parted-oth" -> new Event.RouterParted(address("10.0.0.3"));
      case "fault" -> new Event.FaultRaised(Cause.TRACKED_FAULT, "check-disk is down");
      case "cleared" -> new Event.FaultCleared("check-disk is up");
      case "drop" -> new Event.PriorityChanged(80, "check-disk is down (-20)");
      case "raise" -> new Event.PriorityChanged(120, "check-disk is up (+20)");
      case "unchanged" -> new Event.PriorityChanged(100, "");
      case "take-over" -> new Event.TakeOver(Cause.PROMOTED, "by an operator's command");
      case "step-back" -> new Event.StepBack(Cause.SYNC_GROUP, "vrrp/other is BACKUP");
      case "resign" -> advertisement(0, "10.0.0.1");
      case "lower" -> advertisement(99, "10.0.0.200");
      case "equal-low" -> advertisement(100, "10.0.0.1");
      case "equal-self" -> advertisement(100, "10.0.0.2");
      // Above 127 a signed comparison would call it the lower address.
      case "equal-high" -> advertisement(100, "10.0.0.200");
      case "higher" -> advertisement(101, "10.0.0.1");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Event advertisement(int priority, String source) {
    return new Event.AdvertisementReceived(
        routerConfig().build().advertisement().withPriority(priority), address(source));
  }

  private static String actions(Decision decision) {
    String names =
        decision.actions().stream()
            .map(VirtualRouterTableTest::name)
            .collect(Collectors.joining(" "));
    return names.isEmpty() ? "." : names;
  }

  private static String name(Action action) {
    if (action instanceof Action.SendAdvertisement send) {
      assertThat(send.advertisement().withPriority(100))
          .isEqualTo(routerConfig().build().advertisement());
      return send.advertisement().priority() == 0 ? "RESIGN" : "SEND";
    }
    if (action instanceof Action.InstallAddresses install) {
      assertThat(install.leaseSeconds()).isEqualTo(2);
      return "INSTALL";
    }
    if (action instanceof Action.RenewAddresses renew) {
      assertThat(renew.leaseSeconds()).isEqualTo(2);
      return "RENEW";
    }
    if (action instanceof Action.AnnounceAddresses) {
      return "ANNOUNCE";
    }
    if (action instanceof Action.ReleaseAddresses) {
      return "RELEASE";
    }
    return action instanceof Action.ResetConnections ? "RESET" : "REMOVE";
  }

  private static List<String> why(Decision decision) {
    @Nullable Transition transition = decision.transition();
    @Nullable Notice notice = decision.notice();
    if (transition == null && notice == null) {
      return List.of(".");
    }
    return Stream.concat(
            Stream.ofNullable(transition).map(value -> value.cause().name()),
            Stream.ofNullable(notice).map(value -> value.kind().name()))
        .toList();
  }

  private static long nanos(String milliseconds) {
    return new BigDecimal(milliseconds).movePointRight(6).longValueExact();
  }
}
