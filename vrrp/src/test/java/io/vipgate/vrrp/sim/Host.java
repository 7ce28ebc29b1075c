package io.vipgate.vrrp.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.AdvertisementCodec;
import io.vipgate.vrrp.packet.Delivery;
import io.vipgate.vrrp.packet.PeerAgreement;
import io.vipgate.vrrp.packet.Received.Accepted;
import io.vipgate.vrrp.router.Action;
import io.vipgate.vrrp.router.Cause;
import io.vipgate.vrrp.router.Decision;
import io.vipgate.vrrp.router.Event;
import io.vipgate.vrrp.router.RouterConfig;
import io.vipgate.vrrp.router.State;
import io.vipgate.vrrp.router.Transition;
import io.vipgate.vrrp.router.VirtualRouter;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * One host: a process with its control loop, which can freeze and die, and a kernel, which lives on
 * and ends leases.
 */
final class Host {

  private static final long MAX_WAKEUP_DELAY_NS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long MAX_LEASE_LAG_NS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long CLOCK_ORIGIN_SPREAD_NS = TimeUnit.DAYS.toNanos(1_000);
  private static final long MAX_CLOCK_ERROR_PPM = 100;
  private static final long MILLION = 1_000_000;

  private final RouterConfig config;
  private final PeerAgreement agreement;
  private final VirtualTime time;
  private final Link link;
  private final Random random;
  private final Journal journal;
  private final long clockOriginNs;
  private final long clockErrorPpm;

  private final Queue<ByteBuffer> socket = new ArrayDeque<>();
  private final Queue<Event> inbox = new ArrayDeque<>();
  private final Lifelines lifelines;
  private final Queue<Late> undone = new ArrayDeque<>();
  private VirtualRouter router;
  private boolean alive;
  private boolean frozen;
  private boolean connected = true;
  private boolean silenced;
  private boolean hesitates;
  private boolean inFault;
  private int priority;
  private long wakeups;
  private long lastSentNs = Long.MIN_VALUE / 2;
  private boolean offers;

  /** Stopped, and has not said goodbye yet. */
  private boolean leaves;

  private long lastDeathNs = Long.MIN_VALUE / 2;
  private long leaseEndNs;

  Host(RouterConfig config, VirtualTime time, Link link, Random random, Journal journal) {
    this.config = config;
    this.agreement = config.peerAgreement(new Delivery.Multicast());
    this.time = time;
    this.link = link;
    this.random = random;
    this.journal = journal;
    this.clockOriginNs = random.nextLong(CLOCK_ORIGIN_SPREAD_NS);
    this.clockErrorPpm = random.nextLong(-MAX_CLOCK_ERROR_PPM, MAX_CLOCK_ERROR_PPM + 1);
    this.router = new VirtualRouter(config);
    this.priority = config.priority();
    this.lifelines = new Lifelines(this, time, link, random, this::peerDied, this::peerParted);
  }

  Lifelines lifelines() {
    return lifelines;
  }

  /** Its process exists, frozen or not. */
  boolean isAlive() {
    return alive;
  }

  boolean diedWithin(long ns) {
    return time.nowNs() - lastDeathNs < ns;
  }

  boolean isConnected() {
    return connected;
  }

  InetAddress address() {
    return config.localAddress();
  }

  State state() {
    return router.state();
  }

  /** Whether the kernel ends this host's lease in time when its process does not. */
  boolean leasesEndInTime() {
    return config.timers().isLeaseOverInTime();
  }

  /** Whether the kernel answers for the addresses. */
  boolean holds() {
    return time.nowNs() < leaseEndNs;
  }

  boolean isRunning() {
    return alive && !frozen;
  }

  /** Whether all that this host ever sent has arrived by now. */
  boolean wasHeard() {
    return time.nowNs() - lastSentNs > Link.MAX_DELAY_NS;
  }

  void boot() {
    if (alive) {
      return;
    }
    journal.note(this, "boots");
    alive = true;
    frozen = false;
    leaves = false;
    router = new VirtualRouter(config);
    socket.clear();
    inbox.clear();
    undone.clear();
    lifelines.open();
    if (!connected) {
      inbox.add(new Event.InterfaceDown("simulated"));
    }
    if (inFault) {
      inbox.add(new Event.FaultRaised(Cause.TRACKED_FAULT, "simulated"));
    }
    inbox.add(new Event.PriorityChanged(priority, "simulated"));
    deliver(new Event.Start());
  }

  /** The kernel keeps the addresses. */
  void die() {
    journal.note(this, "dies");
    if (alive) {
      lifelines.die();
      lastDeathNs = time.nowNs();
    }
    alive = false;
  }

  void freeze() {
    journal.note(this, "freezes");
    frozen = true;
  }

  void thaw() {
    if (frozen) {
      journal.note(this, "thaws");
      frozen = false;
      loop();
    }
  }

  /** Freezes after the next decision and before its actions. */
  void hesitate() {
    journal.note(this, "will hesitate");
    hesitates = true;
  }

  void stopHesitating() {
    hesitates = false;
    thaw();
  }

  void stop() {
    journal.note(this, "is stopped");
    leaves = true;
    deliver(new Event.Stop());
  }

  void start() {
    leaves = false;
    if (alive) {
      lifelines.open();
    }
    deliver(new Event.Start());
  }

  void disconnect() {
    journal.note(this, "is disconnected");
    lifelines.part();
    connected = false;
    deliver(new Event.InterfaceDown("simulated"));
  }

  void connect() {
    if (!connected) {
      journal.note(this, "is connected");
      connected = true;
      if (alive) {
        lifelines.open();
      }
      deliver(new Event.InterfaceUp());
    }
  }

  /** A firewall of this host drops what it sends, and says so. */
  void silence() {
    journal.note(this, "cannot send");
    silenced = true;
  }

  void letSpeak() {
    if (silenced) {
      journal.note(this, "can send");
      silenced = false;
    }
  }

  /** Something that it tracks, or an operator, makes it rank differently. */
  void rank(int newPriority) {
    if (priority != newPriority) {
      journal.note(this, "has priority " + newPriority);
      priority = newPriority;
      deliver(new Event.PriorityChanged(newPriority, "simulated"));
    }
  }

  void rankAsConfigured() {
    rank(config.priority());
  }

  void promote() {
    rank(Advertisement.PRIORITY_OWNER - 1);
    deliver(new Event.TakeOver(Cause.PROMOTED, "simulated"));
  }

  void demote() {
    rank(1);
  }

  void blame() {
    journal.note(this, "is in fault");
    inFault = true;
    deliver(new Event.FaultRaised(Cause.TRACKED_FAULT, "simulated"));
  }

  void absolve() {
    if (inFault) {
      journal.note(this, "is not in fault");
      inFault = false;
      deliver(new Event.FaultCleared("simulated"));
    }
  }

  void deleteAddress() {
    if (holds()) {
      journal.note(this, "suffers the deletion of its address");
    }
    endLease();
  }

  void arrive(ByteBuffer packet) {
    if (alive && connected) {
      socket.add(packet);
      loop();
    }
  }

  /** Something came for the lifelines. */
  void poke() {
    if (alive) {
      loop();
    }
  }

  private void peerDied(InetAddress address) {
    handle(new Event.RouterDied(address, "simulated"));
  }

  private void peerParted(InetAddress address) {
    handle(new Event.RouterParted(address));
  }

  /** Something for its virtual router, in the turn of the loop that comes next. */
  void deliver(Event event) {
    if (alive) {
      inbox.add(event);
      loop();
    }
  }

  /** The control loop: drains its input before it believes a timeout. */
  private void loop() {
    while (isRunning() && !undone.isEmpty()) {
      carryOut(undone.remove());
    }
    while (isRunning() && !socket.isEmpty()) {
      if (agreement.check((Accepted) AdvertisementCodec.decode(socket.remove()))
          instanceof Accepted accepted) {
        handle(new Event.AdvertisementReceived(accepted.advertisement(), accepted.source()));
        lifelines.heard(accepted.source(), clockNs());
      }
    }
    if (isRunning()) {
      lifelines.turn(clockNs());
    }
    while (isRunning() && !inbox.isEmpty()) {
      handle(inbox.remove());
    }
    if (leaves && isRunning()) {
      leaves = false;
      lifelines.part();
    }
    if (isRunning()) {
      lifelines.expire(clockNs());
    }
    if (isRunning() && router.nextDeadlineNs() <= clockNs()) {
      handle(new Event.TimerExpired());
    }
    assertThat(isRunning() && holds() && router.state() != State.MASTER)
        .as("addresses on %s, which runs and is not master", this)
        .isFalse();
    scheduleWakeup();
  }

  private void scheduleWakeup() {
    long wakeup = ++wakeups;
    long deadlineNs = Math.min(router.nextDeadlineNs(), lifelines.nextDeadlineNs());
    if (!isRunning() || deadlineNs == Long.MAX_VALUE) {
      return;
    }
    long remainingNs = Math.max(0, deadlineNs - clockNs());
    // One more nanosecond, lest a slow clock rounds the wakeup to before the deadline for ever.
    long realNs = remainingNs - remainingNs * clockErrorPpm / MILLION + 1;
    time.after(realNs + random.nextLong(MAX_WAKEUP_DELAY_NS), () -> wakeUp(wakeup));
  }

  private void wakeUp(long wakeup) {
    if (wakeup == wakeups) {
      loop();
    }
  }

  private void handle(Event event) {
    State before = router.state();
    Decision decision = router.on(event, clockNs());
    Transition transition = decision.transition();
    if (transition == null) {
      assertThat(router.state()).as("no role change without a cause").isEqualTo(before);
    } else {
      assertThat(transition.from()).isEqualTo(before);
      assertThat(transition.to()).isEqualTo(router.state());
      assertThat(transition.evidence()).isNotBlank();
      journal.transition(this, transition);
    }
    Late late = new Late(decision.actions(), clockNs());
    if (hesitates && !decision.actions().isEmpty()) {
      journal.note(this, "hesitates before " + decision.actions());
      hesitates = false;
      frozen = true;
      undone.add(late);
    } else {
      carryOut(late);
    }
  }

  /** What was decided some time ago. */
  private record Late(List<Action> actions, long decidedNs) {}

  /**
   * As the edge does it: nothing claims the addresses after an advertisement that failed, and
   * nothing that expires is done late.
   */
  private void carryOut(Late late) {
    boolean expired = clockNs() - late.decidedNs >= config.timers().fastestTakeoverNs();
    boolean unheard = false;
    for (Action action : late.actions) {
      if (expired && action.expires()) {
        continue;
      }
      if (action instanceof Action.SendAdvertisement && silenced) {
        unheard = true;
      } else if (!unheard || !action.claims()) {
        carryOut(action);
      }
    }
    if (unheard) {
      handle(new Event.SendFailed("simulated"));
    }
  }

  private void carryOut(Action action) {
    if (action instanceof Action.SendAdvertisement send && connected) {
      lastSentNs = time.nowNs();
      boolean offersNow = send.advertisement().priority() == Advertisement.PRIORITY_RESIGN;
      if (offers && !offersNow) {
        journal.offerTakenBack(this);
      }
      offers = offersNow;
      link.multicast(this, send.advertisement());
    } else if (action instanceof Action.InstallAddresses install) {
      lease(install.leaseSeconds());
    } else if (action instanceof Action.RenewAddresses renew) {
      journal.renewal(this);
      lease(renew.leaseSeconds());
    } else if (action instanceof Action.RemoveAddresses) {
      endLease();
    } else if (action instanceof Action.ReleaseAddresses) {
      endLease();
      lifelines.sayGoodbye();
    }
  }

  private void lease(int seconds) {
    long endNs =
        time.nowNs() + TimeUnit.SECONDS.toNanos(seconds) + random.nextLong(MAX_LEASE_LAG_NS);
    leaseEndNs = endNs;
    time.at(endNs, () -> tellOfEnd(endNs));
  }

  private void endLease() {
    if (!holds()) {
      return;
    }
    leaseEndNs = time.nowNs();
    long endNs = leaseEndNs;
    time.after(random.nextLong(MAX_WAKEUP_DELAY_NS), () -> tellOfEnd(endNs));
  }

  private void tellOfEnd(long endNs) {
    if (leaseEndNs == endNs) {
      deliver(new Event.AddressLost(config.addresses().get(0)));
    }
  }

  private long clockNs() {
    return clockOriginNs + time.nowNs() + time.nowNs() / MILLION * clockErrorPpm;
  }

  @Override
  public String toString() {
    return config.name();
  }
}
