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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Two to four machines, each with a virtual router on two or three links and a sync group of them;
 * some 40 intervals of faults, then health. All of it follows from the seed.
 *
 * <p>What must hold:
 *
 * <ul>
 *   <li>The members of a machine that runs are all master, or all are not, but for one turn of its
 *       loop.
 *   <li>On a reliable network, two running machines share the links between them for no longer than
 *       their advertisements travel: not one holding the first link's address and the other the
 *       second's.
 *   <li>Once all is healthy, one machine holds the addresses of all links, and no role changes any
 *       more.
 * </ul>
 */
final class SyncGroupSimulation implements Journal {

  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long TRAVEL_NS = 40 * MS;
  private static final long[] INTERVALS_OF_VERSION_3_MS = {20, 50, 100, 250, 440, 1_000};
  private static final int TRACE_LINES = 200;

  private final Random random;
  private final Weather weather;
  private final VirtualTime time = new VirtualTime();
  private final List<Link> links = new ArrayList<>();
  private final List<Machine> machines = new ArrayList<>();
  private final Set<Cause> causes = new HashSet<>();
  private final Deque<String> trace = new ArrayDeque<>();
  private final VrrpVersion version;
  private final long intervalNs;
  private final long unitNs;
  private boolean settled;
  private long splitSinceNs = Long.MAX_VALUE;

  SyncGroupSimulation(long seed, Weather weather) {
    this.weather = weather;
    this.random = new Random(seed);
    this.version = random.nextBoolean() ? VrrpVersion.V2 : VrrpVersion.V3;
    this.intervalNs =
        version == VrrpVersion.V2
            ? SECOND_NS
            : INTERVALS_OF_VERSION_3_MS[random.nextInt(INTERVALS_OF_VERSION_3_MS.length)] * MS;
    this.unitNs = Math.max(intervalNs, SECOND_NS / 10);
    int width = 2 + random.nextInt(2);
    for (int i = 0; i < width; i++) {
      links.add(new Link(time, random, random.nextDouble() * weather.loss(), false));
    }
    int count = 2 + random.nextInt(3);
    for (int number = 0; number < count; number++) {
      machines.add(machine(number));
    }
  }

  private Machine machine(int number) {
    int priority = random.nextInt(3) == 0 ? 100 : 1 + random.nextInt(254);
    boolean preempt = random.nextInt(3) != 0;
    Machine machine = new Machine(time);
    for (int i = 0; i < links.size(); i++) {
      RouterConfig config =
          routerConfig()
              .name("host" + number + "." + i)
              .version(version)
              .virtualRouterId(88 + i)
              .priority(priority)
              .preempt(preempt)
              .advertIntervalNs(intervalNs)
              .addresses(Packets.address("10.32.255.9" + i))
              .localAddress(Packets.address("10.0.0." + (60 + 40 * number)))
              .build();
      Host host = new Host(config, time, links.get(i), random, this);
      links.get(i).attach(host);
      machine.add(host);
    }
    return machine;
  }

  /** Returns the causes of all role changes. */
  Set<Cause> run() {
    long faultsNs = 40 * unitNs;
    long settleNs =
        6 * intervalNs + 2 * Math.max(intervalNs, SECOND_NS) + Timers.RETRY_ADVERTISING_NS;
    machines.forEach(machine -> time.after(random.nextLong(2 * unitNs), machine::boot));
    for (long at = 2 * unitNs; at < faultsNs; at += unitNs + random.nextLong(4 * unitNs)) {
      time.at(at, this::fault);
    }
    time.runUntil(faultsNs, this::observe);
    heal();
    time.runUntil(faultsNs + settleNs, this::observe);
    settled = true;
    time.runUntil(faultsNs + settleNs + 20 * unitNs, this::observe);
    return causes;
  }

  String trace() {
    return String.join("\n", trace);
  }

  private void fault() {
    Machine machine = any(machines);
    Host member = any(machine.hosts());
    switch (random.nextInt(weather.cuts() ? 8 : 7)) {
      case 0 -> lasting(machine::freeze, machine::thaw);
      case 1 -> lasting(machine::die, machine::boot);
      case 2 -> lasting(() -> machine.disconnect(member), () -> machine.connect(member));
      case 3 -> lasting(() -> machine.rank(1 + random.nextInt(254)), machine::rankAsConfigured);
      case 4 -> lasting(machine::promote, machine::rankAsConfigured);
      case 5 -> lasting(member::silence, member::letSpeak);
      case 6 -> member.deleteAddress();
      default -> {
        Link link = any(links);
        Host from = onLink(link, machine);
        Host to = onLink(link, any(machines));
        note(from, "is not heard by " + to);
        lasting(() -> link.cut(from, to), () -> link.mend(from, to));
      }
    }
  }

  private void lasting(Runnable begin, Runnable end) {
    begin.run();
    time.after(1 + random.nextLong(8 * unitNs), end);
  }

  private Host onLink(Link link, Machine machine) {
    return machine.hosts().get(links.indexOf(link));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void heal() {
    links.forEach(Link::heal);
    machines.forEach(Machine::heal);
  }

  private void observe() {
    if (settled) {
      assertThat(machines.stream().filter(machine -> machine.holdings().contains(true)).toList())
          .as("holders once all is healthy")
          .hasSize(1)
          .allSatisfy(holder -> assertThat(holder.holdings()).containsOnly(true));
    }
    if (weather.isNetworkReliable()) {
      splitSinceNs = isSplit() ? Math.min(splitSinceNs, time.nowNs()) : Long.MAX_VALUE;
      assertThat(time.nowNs() - splitSinceNs)
          .as("time for which running machines share the links: %s", machines)
          .isLessThan(TRAVEL_NS);
    }
  }

  /** Whether more than one of those that run holds something. */
  private boolean isSplit() {
    return machines.stream()
            .filter(machine -> machine.isRunning() && machine.holdings().contains(true))
            .count()
        > 1;
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
    assertThat(settled).as("a role change once all is healthy").isFalse();
    Machine machine = machines.stream().filter(m -> m.has(host)).findFirst().orElseThrow();
    machine.moved(host, transition);
    time.after(3 * Machine.TURN_NS, () -> requireUnity(machine));
  }

  /** Nobody in between: who froze or died on the way has not come to it. */
  private void requireUnity(Machine machine) {
    if (machine.isRunning()) {
      assertThat(machine.states().stream().map(state -> state == State.MASTER).distinct())
          .as(
              "members of %s that are master, among those that are not: %s",
              machine, machine.states())
          .hasSize(1);
    }
  }

  @Override
  public void renewal(Host host) {}
}
