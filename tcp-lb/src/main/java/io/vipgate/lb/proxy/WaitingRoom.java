package io.vipgate.lb.proxy;

import io.netty.channel.IoEventLoop;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The queue: clients for whom every server that they may have is full, first come first served.
 * They are looked at when a connection ends, and now and then, since a server may have come back.
 */
final class WaitingRoom {
  private static final long LOOK_MS = 50;

  private final IoEventLoop loop;
  private final Counter queued;
  private final Set<ServerSearch> waiting = new LinkedHashSet<>();
  private boolean scheduled;

  WaitingRoom(IoEventLoop loop, Counter queued) {
    this.loop = loop;
    this.queued = queued;
  }

  /** Whether a client who comes now has to line up behind others. */
  boolean hasLine() {
    for (ServerSearch search : waiting) {
      if (search.isNewcomer()) {
        return true;
      }
    }
    return false;
  }

  int size() {
    return waiting.size();
  }

  void add(ServerSearch search) {
    if (waiting.add(search)) {
      queued.increment();
    }
    lookIn(LOOK_MS);
  }

  void remove(ServerSearch search) {
    if (waiting.remove(search)) {
      queued.add(-1);
    }
  }

  /** A server has one connection less. */
  void roomMade() {
    if (!waiting.isEmpty()) {
      loop.execute(this::callIn);
    }
  }

  private void lookIn(long delayMs) {
    if (!scheduled) {
      scheduled = true;
      var unused = loop.schedule(this::look, delayMs, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    scheduled = false;
    callIn();
    if (!waiting.isEmpty()) {
      lookIn(LOOK_MS);
    }
  }

  private void callIn() {
    while (callOne()) {
      // Each who comes in changes the line.
    }
  }

  /** What one newcomer cannot have none behind can; who has been to a server is choosier. */
  private boolean callOne() {
    for (ServerSearch search : waiting) {
      boolean newcomer = search.isNewcomer();
      if (search.comeIn()) {
        return true;
      }
      if (newcomer) {
        return false;
      }
    }
    return false;
  }
}
