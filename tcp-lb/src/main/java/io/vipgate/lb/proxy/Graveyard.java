package io.vipgate.lb.proxy;

import io.netty.channel.IoEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * Descriptors to close once the running batch of events is through. epoll names a descriptor by its
 * number, and a number that is closed at once can be accepted anew within the same batch: the new
 * connection would then be handed the old one's events.
 */
final class Graveyard {
  private final IoEventLoop loop;
  private final Runnable afterClosing;
  private final List<Leg> legs = new ArrayList<>();
  private boolean scheduled;

  Graveyard(IoEventLoop loop, Runnable afterClosing) {
    this.loop = loop;
    this.afterClosing = afterClosing;
  }

  /** The leg is dead from now on, and its descriptor closed soon. */
  void bury(Leg leg) {
    if (leg.isDead()) {
      return;
    }
    leg.markDead();
    legs.add(leg);
    schedule();
  }

  /** Closes all at once. For tasks of the loop only, never while a batch of events is handled. */
  void closeAll() {
    scheduled = false;
    for (int i = 0; i < legs.size(); i++) {
      legs.get(i).closeDescriptor();
    }
    legs.clear();
    afterClosing.run();
  }

  private void schedule() {
    if (scheduled) {
      return;
    }
    scheduled = true;
    try {
      loop.execute(this::closeAll);
    } catch (RejectedExecutionException shutDown) {
      closeAll();
    }
  }
}
