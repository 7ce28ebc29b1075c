package io.vipgate.app.vrrp;

import io.vipgate.app.config.Cidr;
import io.vipgate.app.config.VrrpConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.journal.JournalCause;
import io.vipgate.app.runtime.ControlLoop;
import io.vipgate.app.runtime.Participant;
import io.vipgate.vrrp.packet.Authentication;
import io.vipgate.vrrp.packet.DropReason;
import io.vipgate.vrrp.packet.PeerAgreement;
import io.vipgate.vrrp.packet.Received;
import io.vipgate.vrrp.role.Observation;
import io.vipgate.vrrp.role.RoleOrder;
import io.vipgate.vrrp.role.Standing;
import io.vipgate.vrrp.role.SyncGroup;
import io.vipgate.vrrp.router.Action;
import io.vipgate.vrrp.router.Cause;
import io.vipgate.vrrp.router.Decision;
import io.vipgate.vrrp.router.Event;
import io.vipgate.vrrp.router.Notice;
import io.vipgate.vrrp.router.RouterConfig;
import io.vipgate.vrrp.router.RouterSnapshot;
import io.vipgate.vrrp.router.State;
import io.vipgate.vrrp.router.Transition;
import io.vipgate.vrrp.router.VirtualRouter;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One virtual router at work: events in, decisions out, actions carried out. Belongs to the control
 * thread; only {@link #state} and {@link #counters} may be read by others.
 */
public final class VrrpInstance implements Participant {
  private static final Logger log = LoggerFactory.getLogger(VrrpInstance.class);

  private static final Event TIMER = new Event.TimerExpired();

  private final VrrpConfig config;
  private final ControlLoop loop;
  private final Journal journal;
  private final VrrpCounters counters = new VrrpCounters();
  private final Disagreements disagreements = new Disagreements();
  private final Complaints complaints = new Complaints();

  private final VrrpRole role;
  private final List<RoleListener> listeners = new ArrayList<>();

  /** The last one that was believed; the same object again needs no second look. */
  private Received.@Nullable Accepted lastAccepted;

  private @Nullable Event lastEvent;
  private @Nullable Running running;
  private @Nullable String hindrance;
  private String link = "not looked for yet";
  private long lastTransitionNs;
  private volatile State state = State.INITIALIZE;
  private volatile int priority;

  private static final JournalCause PRIORITY_CHANGED =
      new JournalCause(
          Notice.Kind.PRIORITY_CHANGED.label(), Notice.Kind.PRIORITY_CHANGED.sentence());

  /** What exists while the interface does. */
  private record Running(VirtualRouter router, PeerAgreement agreement, ActionRunner runner) {}

  VrrpInstance(VrrpConfig config, ControlLoop loop, Journal journal) {
    this.config = config;
    this.loop = loop;
    this.journal = journal;
    this.role = new VrrpRole(config);
    this.priority = role.standing().priority();
    this.hindrance = link;
    this.lastTransitionNs = loop.nowNs();
  }

  public VrrpConfig config() {
    return config;
  }

  public VrrpCounters counters() {
    return counters;
  }

  public State state() {
    return state;
  }

  /** What it ranks as now, 1 to 255; for any thread. */
  public int priority() {
    return priority;
  }

  /** Whether something that it tracks is as it should be: 1, 0, or a number's value; any thread. */
  public double tracked(String name) {
    return role.value(name);
  }

  RoleOrder order() {
    return role.order();
  }

  String link() {
    return link;
  }

  /** Who is master as far as this instance knows; null if nobody. */
  RouterSnapshot.@Nullable Master master() {
    return running == null ? null : running.router().snapshot().master();
  }

  /** Why it could not take part by itself; null if it could. */
  @Nullable String hindrance() {
    return hindrance;
  }

  /** Has what becomes of this instance told to {@code listener}. */
  void listen(RoleListener listener) {
    listeners.add(listener);
  }

  void forget(RoleListener listener) {
    listeners.remove(listener);
  }

  /**
   * The interface can be used: a virtual router starts on it.
   *
   * @param localAddress source of its advertisements
   * @param edge what it acts on
   */
  void attach(InetAddress localAddress, VrrpEdge edge, String linkInWords) {
    link = linkInWords;
    RouterConfig routerConfig =
        new RouterConfig(
            config.name(),
            config.version(),
            config.virtualRouterId(),
            config.priority(),
            config.preempt(),
            config.advertInterval().toNanos(),
            config.addresses().stream().map(Cidr::address).toList(),
            localAddress,
            authentication(),
            new RouterConfig.Delays(
                config.role().preemptDelay().toNanos(), config.role().startupDelay().toNanos()));
    VirtualRouter router = new VirtualRouter(routerConfig);
    lastAccepted = null;
    running =
        new Running(
            router,
            routerConfig.peerAgreement(config.path().delivery()),
            new ActionRunner(
                edge,
                loop,
                loop::nowNs,
                routerConfig.timers().fastestTakeoverNs(),
                new ActionRunner.ActionFailures() {
                  @Override
                  public void failed(Action action, IOException cause) {
                    actionFailed(action, cause);
                  }

                  @Override
                  public void expired(Action action, long lateNs) {
                    actionExpired(action, lateNs);
                  }
                }));
    role.introduction().forEach(this::handle);
    handle(new Event.Start());
    tellHindrance();
  }

  /** The interface cannot be used any more. */
  void detach(String evidence) {
    link = evidence;
    if (running != null) {
      handle(new Event.InterfaceDown(evidence));
      running = null;
    }
    tellHindrance();
  }

  /** Something that is tracked was looked at. */
  void observe(String name, Observation observed) {
    obey(role.observe(name, observed));
  }

  /** What an operator wants. */
  void order(RoleOrder order) {
    obey(role.order(order));
  }

  /** An operator, or its sync group, wants it to be master at once. */
  void takeOver(Cause cause, String evidence) {
    handle(new Event.TakeOver(cause, evidence));
  }

  /** What its sync group demands of it. */
  void obey(SyncGroup.Command command) {
    if (command instanceof SyncGroup.Command.TakeOver takeOver) {
      handle(new Event.TakeOver(Cause.SYNC_GROUP, takeOver.evidence()));
    } else if (command instanceof SyncGroup.Command.StepBack stepBack) {
      handle(new Event.StepBack(Cause.SYNC_GROUP, stepBack.evidence()));
    } else if (command instanceof SyncGroup.Command.Withdraw withdraw) {
      obey(role.groupFault(withdraw.evidence(), withdraw.evidence()));
    } else if (command instanceof SyncGroup.Command.Return back) {
      obey(role.groupFault(null, back.evidence()));
    }
  }

  private void obey(List<Event> events) {
    int before = priority;
    Standing standing = role.standing();
    priority = standing.priority();
    if (before != priority) {
      journal.record(
          "vrrp/" + config.name(),
          "priority " + before,
          "priority " + priority,
          PRIORITY_CHANGED,
          standing.reason().isEmpty() ? "as configured" : standing.reason());
    }
    events.forEach(this::handle);
    tellHindrance();
  }

  private void tellHindrance() {
    String now = running == null ? link : role.standing().fault();
    if (!Objects.equals(hindrance, now)) {
      hindrance = now;
      List.copyOf(listeners).forEach(listener -> listener.hindered(this, now));
    }
  }

  /** Whether it takes part, sending from this address. */
  boolean isAttachedTo(InetAddress localAddress) {
    return running != null && running.router().config().localAddress().equals(localAddress);
  }

  /** The source of its advertisements; null while it takes no part. */
  @Nullable InetAddress localAddress() {
    return running == null ? null : running.router().config().localAddress();
  }

  /**
   * A valid advertisement for some virtual router, which may be another one.
   *
   * @return whether it is believed
   */
  boolean onAdvertisement(Received.Accepted accepted) {
    if (running == null || accepted.advertisement().virtualRouterId() != config.virtualRouterId()) {
      return false;
    }
    Event again = eventOf(accepted);
    if (again != null) {
      counters.events().add(VrrpCounters.Occurrence.ADVERTISEMENT_RECEIVED);
      handle(again);
      return true;
    }
    Received agreed = running.agreement().check(accepted);
    if (agreed instanceof Received.Dropped dropped) {
      onDropped(dropped);
      return false;
    }
    counters.events().add(VrrpCounters.Occurrence.ADVERTISEMENT_RECEIVED);
    Event event = new Event.AdvertisementReceived(accepted.advertisement(), accepted.source());
    lastAccepted = accepted;
    lastEvent = event;
    handle(event);
    return true;
  }

  /** The event of the advertisement that was believed last, if this is it again. */
  @SuppressWarnings("ReferenceEquality") // Only the same object is told without garbage.
  private @Nullable Event eventOf(Received.Accepted accepted) {
    return accepted == lastAccepted ? lastEvent : null;
  }

  /**
   * A peer's process died.
   *
   * @param virtualRouterIds for which it advertised
   */
  void onPeerDied(InetAddress peer, BitSet virtualRouterIds, String evidence) {
    if (virtualRouterIds.get(config.virtualRouterId())) {
      handle(new Event.RouterDied(peer, evidence));
    }
  }

  /** A packet for this instance that is not believed. */
  void onDropped(Received.Dropped dropped) {
    counters.drops().add(dropped.reason());
    String line = dropped.reason().sentence() + ": " + dropped.evidence();
    String sender = dropped.source() == null ? "?" : dropped.source().getHostAddress();
    if (dropped.reason().nature() == DropReason.Nature.DISAGREEMENT) {
      disagreements.saw(sender, line, loop.nowNs());
    }
    if (complaints.isDue(sender + dropped.reason(), loop.nowNs())) {
      log.warn("vrrp/{}: advertisement from {} not believed: {}", config.name(), sender, line);
    }
  }

  /** Someone, or the kernel, took an address off the interface. */
  void onAddressRemoved(InetAddress address) {
    if (config.addresses().stream().anyMatch(cidr -> cidr.address().equals(address))) {
      handle(new Event.AddressLost(address));
    }
  }

  /** Gives up what is held; calls back when that is done. */
  void stop(Runnable whenDone) {
    if (running == null) {
      whenDone.run();
      return;
    }
    handle(new Event.Stop());
    running.runner().whenIdle(whenDone);
  }

  @Override
  public long nextDeadlineNs() {
    if (running == null) {
      return Long.MAX_VALUE;
    }
    return Math.min(running.router().nextDeadlineNs(), running.runner().nextDeadlineNs());
  }

  @Override
  public void onDeadline(long nowNs) {
    if (running == null) {
      return;
    }
    running.runner().onDeadline(nowNs);
    if (running.router().nextDeadlineNs() <= nowNs) {
      handle(TIMER);
    }
  }

  /** This instance now. */
  public VrrpStatus status() {
    long now = loop.nowNs();
    RouterSnapshot snapshot = running == null ? null : running.router().snapshot();
    RouterSnapshot.Master master = snapshot == null ? null : snapshot.master();
    return new VrrpStatus(
        config,
        priority,
        role.inWords(),
        state,
        link,
        master == null
            ? null
            : master.address().getHostAddress() + " (priority " + master.priority() + ")",
        seconds(now - lastTransitionNs),
        snapshot == null ? OptionalDouble.empty() : ago(snapshot.lastSeenNs(), now),
        disagreements.current(now));
  }

  private void handle(Event event) {
    if (running == null) {
      return;
    }
    long now = loop.nowNs();
    Decision decision = running.router().on(event, now);
    if (decision.transition() != null) {
      onTransition(decision.transition(), now);
    }
    if (decision.notice() != null) {
      onNotice(decision.notice(), event);
    }
    running.runner().run(decision.actions(), now);
  }

  private void onTransition(Transition transition, long now) {
    state = transition.to();
    lastTransitionNs = now;
    counters.transitions().add(transition.cause());
    journal.record(
        "vrrp/" + config.name(),
        transition.from().name(),
        transition.to().name(),
        new JournalCause(transition.cause().label(), transition.cause().sentence()),
        transition.evidence());
    List.copyOf(listeners).forEach(listener -> listener.moved(this, transition));
  }

  private void onNotice(Notice notice, Event event) {
    counters.notices().add(notice.kind());
    if (notice.kind() == Notice.Kind.PRIORITY_CHANGED) {
      return; // The journal has it, for good and not as a trouble.
    }
    if (event instanceof Event.AdvertisementReceived received) {
      String line = notice.kind().sentence() + ": " + notice.evidence();
      disagreements.saw(received.source().getHostAddress(), line, loop.nowNs());
    }
    if (complaints.isDue(notice.kind().label(), loop.nowNs())) {
      log.warn("vrrp/{}: {}: {}", config.name(), notice.kind().sentence(), notice.evidence());
    }
  }

  private void actionFailed(Action action, IOException cause) {
    counters.events().add(VrrpCounters.Occurrence.ACTION_FAILED);
    String what = action.getClass().getSimpleName();
    if (complaints.isDue(what, loop.nowNs())) {
      log.error("vrrp/{}: {} failed: {}", config.name(), what, cause.getMessage());
    }
    if (action instanceof Action.SendAdvertisement) {
      handle(new Event.SendFailed(String.valueOf(cause.getMessage())));
    }
  }

  /** The router finds out by itself that it is late, when it is asked. */
  private void actionExpired(Action action, long lateNs) {
    counters.events().add(VrrpCounters.Occurrence.ACTION_EXPIRED);
    String what = action.getClass().getSimpleName();
    if (complaints.isDue(what + " late", loop.nowNs())) {
      log.warn(
          "vrrp/{}: {}: value: {} s after its decision (expected: at once); left undone",
          config.name(),
          what,
          seconds(lateNs));
    }
    handle(TIMER);
  }

  private Authentication authentication() {
    String password = config.authPass();
    return password == null ? Authentication.NONE : Authentication.pass(password);
  }

  private static OptionalDouble ago(OptionalLong atNs, long now) {
    return atNs.isPresent()
        ? OptionalDouble.of(seconds(now - atNs.getAsLong()))
        : OptionalDouble.empty();
  }

  private static double seconds(long ns) {
    return ns / 1e9;
  }
}
