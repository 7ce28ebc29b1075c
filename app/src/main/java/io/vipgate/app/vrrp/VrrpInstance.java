package io.vipgate.app.vrrp;

import io.vipgate.app.config.VrrpConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.runtime.ControlLoop;
import io.vipgate.app.runtime.Participant;
import io.vipgate.vrrp.packet.Received;
import io.vipgate.vrrp.role.Observation;
import io.vipgate.vrrp.role.RoleOrder;
import io.vipgate.vrrp.role.Standing;
import io.vipgate.vrrp.role.SyncGroup;
import io.vipgate.vrrp.router.Cause;
import io.vipgate.vrrp.router.Event;
import io.vipgate.vrrp.router.RouterSnapshot;
import io.vipgate.vrrp.router.State;
import io.vipgate.vrrp.router.Transition;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router at work: events in, decisions out, actions carried out. Belongs to the control
 * thread; only {@link #state} and {@link #counters} may be read by others.
 */
public final class VrrpInstance implements Participant {
  /** Changed on the control thread, read by any. */
  private volatile VrrpConfig config;

  private final ControlLoop loop;
  private final InstanceReports reports;

  private final VrrpRole role;
  private final List<RoleListener> listeners = new ArrayList<>();

  /** What exists while the interface can be used. */
  private @Nullable RunningRouter running;

  private @Nullable String hindrance;
  private String link = "not looked for yet";
  private long lastTransitionNs;
  private volatile State state = State.INITIALIZE;
  private volatile int priority;

  VrrpInstance(VrrpConfig config, ControlLoop loop, Journal journal) {
    this.config = config;
    this.loop = loop;
    this.reports = new InstanceReports(config.name(), loop::nowNs, journal);
    this.role = new VrrpRole(config);
    this.priority = role.standing().priority();
    this.hindrance = link;
    this.lastTransitionNs = loop.nowNs();
  }

  public VrrpConfig config() {
    return config;
  }

  public VrrpCounters counters() {
    return reports.counters();
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
    return running == null ? null : running.snapshot().master();
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
    running =
        new RunningRouter(
            config.routerAt(localAddress),
            config.path().delivery(),
            edge,
            loop,
            reports,
            this::onTransition);
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

  /**
   * Goes by another configuration from now on, and keeps its role, its link and what it knows.
   *
   * @return whether it can; else it has to be stopped and made anew
   */
  boolean become(VrrpConfig next) {
    if (!config.withPriority(next.priority()).equals(next)) {
      return false;
    }
    config = next;
    obey(role.configure(next.priority()));
    return true;
  }

  /** What an operator wants. */
  void order(RoleOrder order) {
    obey(role.order(order));
  }

  /** An operator, or its sync group, wants it to be master at once. */
  void takeOver(Cause cause, String evidence) {
    handle(new Event.TakeOver(cause, evidence));
  }

  /**
   * The interfaces that are to carry its addresses were looked at.
   *
   * @param trouble why one of them cannot; null if all can
   */
  void onCarriers(@Nullable String trouble) {
    obey(role.carriers(trouble));
  }

  /** What its sync group demands of it. */
  void obey(SyncGroup.Command command) {
    obey(role.demand(command));
  }

  private void obey(List<Event> events) {
    int before = priority;
    Standing standing = role.standing();
    priority = standing.priority();
    if (before != priority) {
      reports.ranked(before, standing);
      List.copyOf(listeners).forEach(listener -> listener.ranked(this));
    }
    events.forEach(this::handle);
    tellHindrance();
  }

  private void tellHindrance() {
    String now = running == null ? link : role.ownFault();
    if (!Objects.equals(hindrance, now)) {
      hindrance = now;
      List.copyOf(listeners).forEach(listener -> listener.hindered(this, now));
    }
  }

  /** Whether it takes part, sending from this address. */
  boolean isAttachedTo(InetAddress localAddress) {
    return running != null && running.localAddress().equals(localAddress);
  }

  /** The source of its advertisements; null while it takes no part. */
  @Nullable InetAddress localAddress() {
    return running == null ? null : running.localAddress();
  }

  /**
   * A valid advertisement for some virtual router, which may be another one.
   *
   * @return whether it is believed
   */
  boolean onAdvertisement(Received.Accepted accepted) {
    return running != null
        && accepted.advertisement().virtualRouterId() == config.virtualRouterId()
        && running.onAdvertisement(accepted);
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

  void onPeerParted(InetAddress peer, BitSet virtualRouterIds) {
    if (virtualRouterIds.get(config.virtualRouterId())) {
      handle(new Event.RouterParted(peer));
    }
  }

  /** A packet for this instance that is not believed. */
  void onDropped(Received.Dropped dropped) {
    reports.dropped(dropped);
  }

  /** Someone, or the kernel, took one of the addresses off its interface. */
  void onAddressRemoved(InetAddress address) {
    handle(new Event.AddressLost(address));
  }

  /**
   * Another host says that it has one of the addresses.
   *
   * @param evidence which one, and who it is
   */
  void onClaimed(String evidence) {
    handle(new Event.AddressClaimed(evidence));
  }

  /** Gives up what is held; calls back when that is done. */
  void stop(Runnable whenDone) {
    if (running == null) {
      whenDone.run();
      return;
    }
    running.stop(whenDone);
  }

  @Override
  public long nextDeadlineNs() {
    return running == null ? Long.MAX_VALUE : running.nextDeadlineNs();
  }

  @Override
  public boolean onDeadline(long nowNs) {
    return running != null && running.onDeadline(nowNs);
  }

  /** This instance now. */
  public VrrpStatus status() {
    return VrrpStatus.of(
        config,
        priority,
        role.inWords(),
        state,
        link,
        running == null ? null : running.snapshot(),
        lastTransitionNs,
        reports.disagreements(),
        loop.nowNs());
  }

  private void handle(Event event) {
    if (running != null) {
      running.handle(event);
    }
  }

  private void onTransition(Transition transition) {
    state = transition.to();
    lastTransitionNs = loop.nowNs();
    reports.moved(transition);
    List.copyOf(listeners).forEach(listener -> listener.moved(this, transition));
  }
}
