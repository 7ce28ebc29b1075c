package io.vipgate.app.vrrp;

import io.vipgate.app.config.VrrpConfig;
import io.vipgate.app.runtime.Participant;
import io.vipgate.vrrp.packet.VrrpVersion;
import io.vipgate.vrrp.role.RoleOrder;
import io.vipgate.vrrp.router.Cause;
import io.vipgate.vrrp.router.RouterSnapshot;
import io.vipgate.vrrp.router.State;
import io.vipgate.vrrp.router.Transition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What operators want of one instance, and those that move with it: a planned switchover. Belongs
 * to the control thread.
 *
 * <p>Neither way leaves a gap. Who is demoted offers the addresses and holds them until a peer
 * claims them; who is promoted claims them, which makes their holder let go. An order holds until
 * the next one or until the process ends; a promotion also ends with the term that it led to.
 */
public final class Switchover implements Participant, RoleListener {
  private static final long NEVER = Long.MAX_VALUE;

  private static final String NO_PEER = ": no peer took over; one that comes will";

  /** For packets to travel and threads to wake up, beyond what the protocol waits. */
  private static final long SETTLE_NS = TimeUnit.MILLISECONDS.toNanos(250);

  /**
   * What became of an order.
   *
   * @param done whether it is as it was wanted
   * @param words for the operator
   */
  public record Outcome(boolean done, String words) {}

  private final VrrpInstance instance;
  private final Supplier<List<VrrpInstance>> together;
  private final Executor loop;
  private final LongSupplier clock;

  private @Nullable CompletableFuture<Outcome> awaited;
  private State wanted = State.INITIALIZE;
  private long deadlineNs = NEVER;

  /**
   * @param together the instance and those that move with it, as they are now
   */
  Switchover(
      VrrpInstance instance,
      Supplier<List<VrrpInstance>> together,
      Executor loop,
      LongSupplier clock) {
    this.instance = instance;
    this.together = together;
    this.loop = loop;
    this.clock = clock;
    instance.listen(this);
  }

  /** Leaves the addresses to a peer, if there is one, until told otherwise. */
  public CompletionStage<Outcome> demote() {
    State before = instance.state();
    CompletionStage<Outcome> outcome = await(State.BACKUP, slowestPeerNs() + SETTLE_NS);
    order(RoleOrder.DEMOTED);
    if (before != State.MASTER) {
      conclude(true, "stays " + before + ", with priority " + instance.priority());
    }
    return outcome;
  }

  /** Takes the addresses, and holds them against whoever is configured to be preferred. */
  public CompletionStage<Outcome> promote() {
    if (instance.state() == State.MASTER) {
      order(RoleOrder.NONE);
      return now(true, "is MASTER already, with priority " + instance.priority());
    }
    if (instance.state() == State.INITIALIZE) {
      return now(
          false, "value: INITIALIZE (expected: BACKUP; it takes no part: " + instance.link() + ")");
    }
    RouterSnapshot.Master master = instance.master();
    order(RoleOrder.NONE);
    if (master != null && master.priority() >= instance.priority()) {
      order(RoleOrder.PROMOTED);
    }
    if (master != null && master.priority() >= instance.priority()) {
      int priority = instance.priority();
      order(RoleOrder.NONE);
      return now(
          false,
          "the master's priority: value: %d (expected: less than %d; demote %s instead)"
              .formatted(master.priority(), priority, master.address().getHostAddress()));
    }
    CompletionStage<Outcome> outcome = await(State.MASTER, SETTLE_NS);
    instance.takeOver(
        Cause.PROMOTED,
        master == null
            ? "there was no master"
            : "the master was %s (priority %d)"
                .formatted(master.address().getHostAddress(), master.priority()));
    return outcome;
  }

  /** Takes back what was wanted before. */
  public CompletionStage<Outcome> undo() {
    order(RoleOrder.NONE);
    return now(true, "is " + instance.state() + ", with priority " + instance.priority());
  }

  boolean isFor(VrrpInstance other) {
    return instance == other;
  }

  private void order(RoleOrder order) {
    together.get().forEach(member -> member.order(order));
  }

  /** A master hears of its loss within the skew of the slowest of its peers. */
  private long slowestPeerNs() {
    VrrpConfig config = instance.config();
    return config.version() == VrrpVersion.V2
        ? TimeUnit.SECONDS.toNanos(1)
        : config.advertInterval().toNanos();
  }

  private CompletionStage<Outcome> await(State state, long patienceNs) {
    conclude(false, "was overtaken by another order");
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    awaited = outcome;
    wanted = state;
    deadlineNs = clock.getAsLong() + patienceNs;
    return outcome;
  }

  private CompletionStage<Outcome> now(boolean done, String words) {
    return CompletableFuture.completedFuture(outcome(done, words));
  }

  private Outcome outcome(boolean done, String words) {
    return new Outcome(done, "vrrp/" + instance.config().name() + ": " + words);
  }

  private void conclude(boolean done, String words) {
    deadlineNs = NEVER;
    CompletableFuture<Outcome> outcome = awaited;
    awaited = null;
    if (outcome != null) {
      outcome.complete(outcome(done, words));
    }
  }

  @Override
  public void moved(VrrpInstance moved, Transition transition) {
    if (transition.from() == State.MASTER && moved.order() == RoleOrder.PROMOTED) {
      // Once what led to this is done: the instance is in the middle of it.
      loop.execute(() -> order(RoleOrder.NONE));
    }
    // Whoever is promoted may be outranked at once, so that one waits a little.
    if (awaited != null && wanted == State.BACKUP && transition.from() == State.MASTER) {
      conclude(
          true,
          "%s -> %s: %s (%s)"
              .formatted(
                  transition.from(),
                  transition.to(),
                  transition.cause().sentence(),
                  transition.evidence()));
    }
  }

  @Override
  public long nextDeadlineNs() {
    return deadlineNs;
  }

  @Override
  public boolean onDeadline(long nowNs) {
    boolean done = instance.state() == wanted;
    String priority = ", with priority " + instance.priority();
    if (done) {
      conclude(true, "is " + wanted + priority);
    } else {
      conclude(
          false, "stays " + instance.state() + priority + (wanted == State.BACKUP ? NO_PEER : ""));
    }
    return false;
  }
}
