package io.vipgate.vrrp.sim;

import static io.vipgate.vrrp.router.RouterConfigBuilder.routerConfig;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.vrrp.packet.Packets;
import io.vipgate.vrrp.packet.VrrpVersion;
import io.vipgate.vrrp.router.Cause;
import io.vipgate.vrrp.router.RouterConfig;
import io.vipgate.vrrp.router.State;
import io.vipgate.vrrp.router.Timers;
import io.vipgate.vrrp.router.Transition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Two to five virtual routers of either version, some 40 intervals of faults, then health. All of
 * it follows from the seed.
 *
 * <p>What must hold:
 *
 * <ul>
 *   <li>Every role change has a cause, and whoever is not master holds no address ({@link Host}).
 *   <li>On a reliable network, nobody takes over for silence while a frozen or dead host still
 *       holds the addresses, unless its interval is too short for leases, or intervals differ and a
 *       newcomer has not learnt the slower one; and two running hosts hold them together for no
 *       longer than their advertisements travel, or where intervals differ, for no longer than the
 *       slower one needs to speak.
 *   <li>A process that is taken for dead is dead.
 *   <li>Where nothing fails, there is never a time without a holder, however roles move.
 *   <li>Once all is healthy, after one master-down time and one interval exactly one host holds the
 *       addresses, without a gap, and no role changes any more.
 * </ul>
 */
final class Simulation implements Journal {

  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long TRAVEL_NS = 40 * MS;
  private static final long[] INTERVALS_OF_VERSION_3_MS = {
    10, 20, 50, 100, 250, 430, 440, 500, 1_000, 1_500
  };
  private static final Set<Cause> SILENCE = EnumSet.of(Cause.MASTER_SILENT, Cause.NO_MASTER);

  /** Longer than it takes until everyone knows who is master. */
  private static final long PAUSE_NS = 5 * Link.MAX_DELAY_NS;

  private static final int STUTTERS = 10;
  private static final int MAX_DELAY_UNITS = 3;
  private static final int TRACE_LINES = 200;

  /** What a restart in place takes, while peers verify the death. */
  private static final long MAX_RESTART_NS = 300 * MS;

  private final Weather weather;
  private final Random random;
  private final VirtualTime time = new VirtualTime();
  private final Link link;
  private final List<Host> hosts = new ArrayList<>();
  private final Deque<String> trace = new ArrayDeque<>();
  private final VrrpVersion version;
  private final boolean intervalsDiffer;
  private final long intervalNs;

  /** Faults last some of these: a second, or less where a second is a long time. */
  private final long unitNs;

  private final long faultsNs;
  private final long settleNs;
  private final long maxOverlapNs;
  private final List<Cause> causes = new ArrayList<>();
  private boolean settled;
  private boolean held;
  private long lastMoveNs;
  private long overlapSinceNs = Long.MAX_VALUE;

  Simulation(long seed, Weather weather) {
    this.weather = weather;
    this.random = new Random(seed);
    this.link = new Link(time, random, random.nextDouble() * weather.loss(), !weather.failures());
    this.version = random.nextBoolean() ? VrrpVersion.V2 : VrrpVersion.V3;
    this.intervalsDiffer = version == VrrpVersion.V3 && random.nextInt(4) == 0;
    this.intervalNs =
        version == VrrpVersion.V2
            ? (random.nextInt(4) == 0 ? 2 : 1) * SECOND_NS
            : INTERVALS_OF_VERSION_3_MS[random.nextInt(INTERVALS_OF_VERSION_3_MS.length)] * MS;
    this.unitNs = Math.min(SECOND_NS, Math.max(intervalNs, SECOND_NS / 10));
    this.faultsNs = 40 * unitNs;
    // Skew is below one second, or one interval; the rest is for delays, for two masters to hear
    // each other, and for one that could not send.
    this.settleNs =
        4 * intervalNs
            + Math.max(intervalNs, SECOND_NS)
            + SECOND_NS / 2
            + Timers.RETRY_ADVERTISING_NS
            + 2 * MAX_DELAY_UNITS * unitNs;
    this.maxOverlapNs = TRAVEL_NS + (intervalsDiffer ? intervalNs : 0);
    int count = 2 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      Host host = new Host(config(i), time, link, random, this);
      hosts.add(host);
      link.attach(host);
    }
  }

  /** Returns the causes of all role changes, in order. */
  List<Cause> run() {
    hosts.forEach(host -> time.after(random.nextLong(5 * unitNs), host::boot));
    long atNs = random.nextLong(8 * unitNs);
    while (atNs < faultsNs) {
      time.at(atNs, this::change);
      atNs += PAUSE_NS + random.nextLong(8 * unitNs);
    }
    time.runUntil(faultsNs, this::observe);
    heal();
    time.runUntil(faultsNs + settleNs, this::observe);
    settled = true;
    observe();
    time.runUntil(faultsNs + settleNs + 20 * unitNs, this::observe);
    return causes;
  }

  String trace() {
    return String.join("\n", trace);
  }

  private RouterConfig config(int index) {
    long ownIntervalNs =
        intervalsDiffer ? 10 * MS * (1 + random.nextLong(intervalNs / (10 * MS))) : intervalNs;
    return routerConfig()
        .name("host" + index)
        .version(version)
        .priority(random.nextInt(3) == 0 ? 100 : 1 + random.nextInt(254))
        .preempt(random.nextInt(3) != 0)
        .advertIntervalNs(ownIntervalNs)
        .localAddress(Packets.address("10.0.0." + (60 + 40 * index)))
        .delays(anyDelayNs(), anyDelayNs())
        .build();
  }

  private long anyDelayNs() {
    return random.nextInt(3) == 0 ? random.nextLong(MAX_DELAY_UNITS * unitNs) : 0;
  }

  private void change() {
    if (!weather.failures() || random.nextInt(3) == 0) {
      move(anyHost(), anyDurationNs());
    } else {
      fault(anyHost(), anyDurationNs());
    }
  }

  private long anyDurationNs() {
    return PAUSE_NS + random.nextLong(random.nextBoolean() ? 3 * unitNs : 10 * unitNs);
  }

  private void move(Host host, long durationNs) {
    int priority = 1 + random.nextInt(254);
    switch (random.nextInt(3)) {
      case 0 -> lasting(() -> host.rank(priority), durationNs, host::rankAsConfigured);
      case 1 -> lasting(host::promote, durationNs, host::rankAsConfigured);
      default -> lasting(host::demote, durationNs, host::rankAsConfigured);
    }
  }

  private void fault(Host victim, long durationNs) {
    switch (random.nextInt(weather.cuts() ? 14 : 12)) {
      case 0 -> lasting(victim::freeze, durationNs, victim::thaw);
      case 1 -> lasting(victim::die, durationNs, victim::boot);
      case 2 -> lasting(victim::stop, durationNs, victim::start);
      case 3 -> lasting(victim::disconnect, durationNs, victim::connect);
      case 4 -> victim.deleteAddress();
      case 5 -> stutter(victim, STUTTERS);
      case 6 -> lasting(victim::silence, durationNs, victim::letSpeak);
      case 7 -> lasting(victim::hesitate, durationNs, victim::stopHesitating);
      case 8 ->
          lasting(
              victim.lifelines()::refuseByFirewall, durationNs, victim.lifelines()::stopRefusing);
      case 9 ->
          lasting(
              victim.lifelines()::useUpDescriptors,
              durationNs,
              victim.lifelines()::freeDescriptors);
      case 10 -> lasting(victim::blame, durationNs, victim::absolve);
      case 11 -> lasting(victim::die, random.nextLong(MAX_RESTART_NS), victim::boot);
      case 12 -> cut(victim, anyHost(), durationNs);
      default -> hosts.forEach(other -> cut(victim, other, durationNs));
    }
  }

  private void cut(Host from, Host to, long durationNs) {
    note(from, "is not heard by " + to);
    lasting(() -> link.cut(from, to), durationNs, () -> link.mend(from, to));
  }

  /**
   * Freezes it again and again for about as long as its own timers, as a starved host would, and
   * then for good.
   */
  private void stutter(Host host, int times) {
    if (time.nowNs() >= faultsNs) {
      return;
    }
    long durationNs = times == 0 ? 6 * unitNs : random.nextLong(unitNs);
    lasting(host::freeze, durationNs, host::thaw);
    if (times > 0) {
      time.after(durationNs + random.nextLong(unitNs / 10), () -> stutter(host, times - 1));
    }
  }

  private void lasting(Runnable begin, long durationNs, Runnable end) {
    whenRolesRest(begin);
    time.after(durationNs, () -> whenRolesRest(end));
  }

  /**
   * Where nothing fails: a router that is outranked while its claim is still on the way would have
   * both its master and itself step back, until a timer expires. So would one whose claim crosses
   * the advertisement that takes the offer back, if that is followed by another offer at once.
   */
  private void whenRolesRest(Runnable work) {
    if (weather.failures() || time.nowNs() - lastMoveNs >= PAUSE_NS) {
      lastMoveNs = time.nowNs();
      work.run();
    } else {
      time.after(PAUSE_NS, () -> whenRolesRest(work));
    }
  }

  private Host anyHost() {
    return hosts.get(random.nextInt(hosts.size()));
  }

  private void heal() {
    link.heal();
    for (Host host : hosts) {
      note(host, "is healthy");
      host.letSpeak();
      host.lifelines().stopRefusing();
      host.lifelines().freeDescriptors();
      host.stopHesitating();
      whenRolesRest(host::rankAsConfigured);
      host.absolve();
      host.boot();
      host.connect();
      host.start();
    }
  }

  private void observe() {
    if (settled) {
      assertThat(hosts.stream().filter(Host::holds).toList())
          .as("holders once all is healthy")
          .hasSize(1);
    }
    if (!weather.isNetworkReliable()) {
      return;
    }
    held |= hosts.stream().anyMatch(Host::holds);
    if (held && !weather.failures()) {
      assertThat(hosts.stream().anyMatch(Host::holds))
          .as("somebody holds the addresses, where nothing fails")
          .isTrue();
    }
    long running = hosts.stream().filter(host -> host.isRunning() && host.holds()).count();
    overlapSinceNs = running < 2 ? Long.MAX_VALUE : Math.min(overlapSinceNs, time.nowNs());
    assertThat(time.nowNs() - overlapSinceNs)
        .as("time with %d running holders", running)
        .isLessThan(maxOverlapNs);
  }

  @Override
  public void note(Host host, String what) {
    trace.add(
        String.format(Locale.ROOT, "%11.6f %s %s", time.nowNs() / (double) SECOND_NS, host, what));
    if (trace.size() > TRACE_LINES) {
      trace.remove();
    }
  }

  @Override
  public void transition(Host host, Transition transition) {
    note(host, transition.toString());
    causes.add(transition.cause());
    lastMoveNs = time.nowNs();
    assertThat(settled).as("a role change once all is healthy").isFalse();
    if (transition.cause() == Cause.MASTER_DIED) {
      assertThat(hosts.stream().filter(other -> mayMean(transition, other)))
          .as("processes that died lately, and that %s takes over from", host)
          .isNotEmpty();
    }
    if (weather.isNetworkReliable()
        && transition.to() == State.MASTER
        && !intervalsDiffer
        && SILENCE.contains(transition.cause())) {
      assertThat(
              hosts.stream()
                  .filter(other -> !other.isRunning() && other.holds() && other.wasHeard())
                  .filter(Host::leasesEndInTime))
          .as("frozen or dead hosts that still hold the addresses when %s takes over", host)
          .isEmpty();
    }
  }

  private static boolean mayMean(Transition transition, Host other) {
    return other.diedWithin(5 * SECOND_NS)
        && transition.evidence().startsWith(other.address().getHostAddress() + " ");
  }

  /** Whoever has the same skew claims the addresses by that offer at the same moment. */
  @Override
  public void offerTakenBack(Host host) {
    lastMoveNs = time.nowNs();
  }

  @Override
  public void renewal(Host host) {
    assertThat(settled && !host.holds()).as("a gap in the lease once all is healthy").isFalse();
  }
}
